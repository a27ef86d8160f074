package carnet.consensus.ledger;

import carnet.consensus.block.Block;
import carnet.consensus.tx.Transaction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger written a second time from SPEC alone: rows in hexadecimal, transactions read by byte offset, nothing of the
 * code under test. It expects blocks that are valid.
 */
final class NaiveLedger {
    private static final HexFormat HEX = HexFormat.of();

    private final TreeMap<String, String> rows = new TreeMap<>();
    private byte[] state;

    /** Begins with the rows that the genesis file's bytes give. */
    NaiveLedger(byte[] genesisFile) {
        ByteBuffer file = ByteBuffer.wrap(genesisFile);
        int name = file.getInt(15);
        int policyStart = 15 + 4 + name + 8;
        Map<String, String> changes = new TreeMap<>();
        changes.put("70", hex(Arrays.copyOfRange(genesisFile, policyStart, genesisFile.length)));
        file.position(policyStart + 4);
        for (int nodes = file.getInt(); nodes > 0; nodes--) {
            skip(file, 32);
            skip(file, file.getInt());
            skip(file, file.getInt());
            skip(file, 64);
        }
        for (int registrars = file.getInt(); registrars > 0; registrars--) {
            int start = file.position();
            skip(file, 64);
            skip(file, file.getInt());
            skip(file, 1 + 64);
            String card = hex(Arrays.copyOfRange(genesisFile, start, file.position()));
            changes.put("6d" + card.substring(0, 64), card + "0000000000000000");
        }
        state = sha256(new byte[32], sha256(encode(changes)));
        rows.putAll(changes);
    }

    byte[] state() {
        return state.clone();
    }

    void execute(Block block) {
        long time = block.header().timestampMillis();
        String height = number(block.seal().height());
        Map<String, String> changes = new TreeMap<>();
        for (String key : rows.subMap("78", "78" + number(time)).keySet()) {
            changes.put(key, "-");
        }
        for (Transaction transaction : block.transactions()) {
            byte[] bytes = transaction.bytes();
            int type = bytes[2];
            String sender = hex(Arrays.copyOfRange(bytes, 35, 67));
            String from = hex(Arrays.copyOfRange(bytes, 83, 91));
            String until = hex(Arrays.copyOfRange(bytes, 91, 99));
            String payload = hex(Arrays.copyOfRange(bytes, 103, bytes.length - 64));
            String txid = hex(sha256(Arrays.copyOf(bytes, bytes.length - 64)));
            if (type == 1) {
                changes.put("6d" + payload.substring(0, 64), payload + height);
            } else {
                changes.put("72" + sender + payload.substring(0, 64), payload + txid + from + height + number(time));
                changes.put("63" + payload.substring(64, 64 + 72), sender);
                changes.put("63" + payload.substring(64 + 72, 64 + 144), sender);
            }
            changes.put("78" + until + txid, "");
        }
        state = sha256(state, sha256(encode(changes)));
        changes.forEach((key, value) -> {
            if (value.equals("-")) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        });
    }

    private static byte[] encode(Map<String, String> changes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(4).putInt(changes.size()).array());
        changes.forEach((key, value) -> {
            lengthAndBytes(out, HEX.parseHex(key));
            out.write(value.equals("-") ? 0 : 1);
            if (!value.equals("-")) {
                lengthAndBytes(out, HEX.parseHex(value));
            }
        });
        return out.toByteArray();
    }

    private static void lengthAndBytes(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static String number(long value) {
        return HEX.toHexDigits(value);
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
