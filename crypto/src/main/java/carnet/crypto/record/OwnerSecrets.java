package carnet.crypto.record;

import carnet.crypto.hash.Hash;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secfile.SecFile;
import carnet.crypto.sign.PublicKey;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What only the owner of a record, and whom it gives it to, may know. Prints none of it.
 *
 * @param fileKey opens the SecFile
 * @param salt of the HashID
 * @param sizeBytes true size of the plain file
 * @param name file name without folders, 1 to {@link #MAX_NAME_BYTES} bytes of UTF-8
 * @param mediaType such as {@code image/png}, at most {@link #MAX_MEDIA_TYPE_CHARS} characters of ASCII
 * @param sha256 SHA-256 of the plain file
 */
public record OwnerSecrets(FileKey fileKey, Salt salt, long sizeBytes, String name, String mediaType, Hash sha256) {
    /** Longest name, in bytes of UTF-8: what common file systems take. */
    public static final int MAX_NAME_BYTES = 255;
    /** Longest media type, in characters: RFC 6838 allows 127 on each side of the slash; none in use has as many. */
    public static final int MAX_MEDIA_TYPE_CHARS = 127;

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*");

    public OwnerSecrets {
        if (sizeBytes < 0 || sizeBytes > SecFile.MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException("a file has 0 to " + SecFile.MAX_PLAIN_BYTES + " bytes");
        }
        if (!isFileName(name)) {
            throw new IllegalArgumentException(
                    "a name has 1 to 255 bytes, no slash, backslash or control character, and is not . or ..");
        }
        if (mediaType.length() > MAX_MEDIA_TYPE_CHARS
                || !MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("a media type is written like image/png");
        }
    }

    /** Returns the HashID of this file as a record of the owner whose first key this is. */
    public HashId hashId(PublicKey firstKey) {
        return HashId.of(firstKey, salt, sha256);
    }

    private static boolean isFileName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return false;
        }
        if (!name.chars().allMatch(c -> c != '/' && c != '\\' && !Character.isISOControl(c))) {
            return false;
        }
        try {
            return StandardCharsets.UTF_8
                            .newEncoder()
                            .encode(CharBuffer.wrap(name))
                            .limit()
                    <= MAX_NAME_BYTES;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "OwnerSecrets[not shown]";
    }
}
