package carnet.crypto.record;

import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.Hpke;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vault.SealingPublicKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small blob, replicated and deletable, that holds what opens a record (RULES 24), big-endian:
 *
 * <pre>
 *  0  1  version, 1
 *  1  1  number of slots, 1 to 64
 *  2  .  slots: type 1 | length 2 | content
 * </pre>
 *
 * Slot type 1, at most once, is the owner's: an HPKE message (see {@link Hpke}) for the purpose
 * {@code carnet/owner-slot/1} and the ids HashID and first key of the owner, 64 bytes. Slots of other types are kept as
 * they are and have no meaning here.
 *
 * @param slots in the order of the bytes
 */
public record KeyBox(List<Slot> slots) {
    /** Most bytes of a key box: 64 slots of the share kind and the owner's fit. */
    public static final int MAX_BYTES = 16 * 1024;
    /** Most slots: the owner's and one for each validator. */
    public static final int MAX_SLOTS = 64;
    /** The slot type of the owner. */
    public static final int OWNER_SLOT = 1;

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 2;
    private static final int SLOT_HEADER_BYTES = 3;
    private static final String OWNER_PURPOSE = "carnet/owner-slot/1";
    private static final int MAX_TYPE = 255;

    /**
     * One typed part.
     *
     * @param type 0 to 255
     * @param content what the type says
     */
    public record Slot(int type, byte[] content) {
        public Slot {
            if (type < 0 || type > MAX_TYPE) {
                throw new IllegalArgumentException("a slot type is 0 to 255, not " + type);
            }
            content = content.clone();
        }

        /** Returns a copy of the content. */
        @Override
        public byte[] content() {
            return content.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Slot slot && type == slot.type && Arrays.equals(content, slot.content);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return "Slot[type " + type + ", " + content.length + " bytes]";
        }
    }

    public KeyBox {
        slots = List.copyOf(slots);
        if (slots.isEmpty() || slots.size() > MAX_SLOTS || sizeOf(slots) > MAX_BYTES) {
            throw new IllegalArgumentException("a key box has 1 to 64 slots and at most 16 KiB");
        }
        if (slots.stream().filter(slot -> slot.type == OWNER_SLOT).count() > 1) {
            throw new IllegalArgumentException("a key box has one owner slot at most");
        }
    }

    /**
     * Returns a box with the owner slot alone.
     *
     * @param firstKey the owner's first registered key, to which the HashID binds
     * @param recipient the owner's sealing key now
     */
    public static KeyBox sealOwner(
            OwnerSecrets secrets, PublicKey firstKey, SealingPublicKey recipient, Entropy entropy) {
        byte[] ids = ids(secrets.hashId(firstKey), firstKey);
        byte[] plain = OwnerSecretsJson.write(secrets);
        byte[] sealed = Hpke.seal(recipient, OWNER_PURPOSE, ids, plain, entropy);
        Arrays.fill(plain, (byte) 0);
        return new KeyBox(List.of(new Slot(OWNER_SLOT, sealed)));
    }

    /** Opens the owner slot and checks that its salt and digest give {@code hashId}. */
    public OwnerOpening openOwner(HashId hashId, PublicKey firstKey, SealingKey key) {
        Optional<Slot> slot =
                slots.stream().filter(each -> each.type == OWNER_SLOT).findFirst();
        if (slot.isEmpty()) {
            return new OwnerOpening.NoOwnerSlot();
        }
        Optional<SecretBytes> plain = Hpke.open(key, OWNER_PURPOSE, ids(hashId, firstKey), slot.get().content);
        if (plain.isEmpty()) {
            return new OwnerOpening.NotForThisKey();
        }
        try (SecretBytes json = plain.get()) {
            byte[] bytes = json.expose();
            Optional<OwnerSecrets> secrets = OwnerSecretsJson.read(bytes);
            Arrays.fill(bytes, (byte) 0);
            if (secrets.isEmpty()) {
                return new OwnerOpening.Unusable("the owner slot does not hold the fields it must");
            }
            if (!secrets.get().hashId(firstKey).equals(hashId)) {
                return new OwnerOpening.Unusable("the owner slot describes another file than the record names");
            }
            return new OwnerOpening.Opened(secrets.get());
        }
    }

    /** Returns the bytes, whose content identifier the record names. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(sizeOf(slots)).put((byte) VERSION).put((byte) slots.size());
        for (Slot slot : slots) {
            out.put((byte) slot.type).putShort((short) slot.content.length).put(slot.content);
        }
        return out.array();
    }

    /**
     * Reads the bytes; {@link #encode} gives the same again.
     *
     * @throws MalformedKeyBoxException for an unknown version, a bound that is passed, a second owner slot, or a byte
     *     too few or too many
     */
    public static KeyBox decode(byte[] bytes) throws MalformedKeyBoxException {
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES) {
            throw new MalformedKeyBoxException("a key box has 2 bytes to 16 KiB, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.get() & 0xff;
        if (version != VERSION) {
            throw new MalformedKeyBoxException("version " + version + " is not known to this program");
        }
        int count = in.get() & 0xff;
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (in.remaining() < SLOT_HEADER_BYTES) {
                throw new MalformedKeyBoxException("it ends within slot " + (i + 1) + " of " + count);
            }
            int type = in.get() & 0xff;
            int length = in.getShort() & 0xffff;
            if (in.remaining() < length) {
                throw new MalformedKeyBoxException("it ends within slot " + (i + 1) + " of " + count);
            }
            byte[] content = new byte[length];
            in.get(content);
            slots.add(new Slot(type, content));
        }
        if (in.hasRemaining()) {
            throw new MalformedKeyBoxException(in.remaining() + " bytes follow the last slot");
        }
        try {
            return new KeyBox(slots);
        } catch (IllegalArgumentException e) {
            throw new MalformedKeyBoxException(String.valueOf(e.getMessage()));
        }
    }

    private static int sizeOf(List<Slot> slots) {
        long size = HEADER_BYTES;
        for (Slot slot : slots) {
            size += SLOT_HEADER_BYTES + slot.content.length;
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static byte[] ids(HashId hashId, PublicKey firstKey) {
        byte[] ids = Arrays.copyOf(hashId.value().bytes(), 2 * PublicKey.LENGTH_BYTES);
        System.arraycopy(firstKey.bytes(), 0, ids, PublicKey.LENGTH_BYTES, PublicKey.LENGTH_BYTES);
        return ids;
    }
}
