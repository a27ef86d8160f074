package carnet.storage.kv;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One row of a column. The arrays belong to whoever holds the entry. Equal by content. */
public record Entry(byte[] key, byte[] value) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry && Arrays.equals(key, entry.key) && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(key) + " -> " + value.length + " bytes";
    }
}
