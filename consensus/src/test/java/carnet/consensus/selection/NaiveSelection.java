package carnet.consensus.selection;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.card.NodeCard;
import carnet.consensus.policy.Policy;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Miner selection written a second time from SPEC alone: plain arrays and big numbers. */
final class NaiveSelection {
    private NaiveSelection() {}

    /** SHA-256 of the eligible miners' keys, by rank, for the child of the last block of {@code chain}. */
    static List<BigInteger> ranked(byte[] genesis, Policy policy, List<BlockMeta> chain) {
        int height = chain.size();
        int period = policy.parameters().seedPeriod();
        int number = height / period;
        byte[] source = genesis;
        if (number >= 2) {
            int lastOfTwoBack = (number - 2) * period + period - 1;
            source = chain.get(lastOfTwoBack).hash().bytes();
        }
        byte[] seed = sha256(ascii("carnet/seed/1"), new byte[1], genesis, u64(number), source);
        TreeMap<BigInteger, BigInteger> tickets = new TreeMap<>();
        for (NodeCard card : policy.miners()) {
            byte[] id = sha256(card.key().bytes());
            boolean barred = false;
            for (int back = 1; back < policy.parameters().minerSpacing(); back++) {
                int at = height - back;
                barred |= at >= 1
                        && new BigInteger(1, chain.get(at).miner().digest().bytes()).equals(new BigInteger(1, id));
            }
            if (!barred) {
                byte[] ticket = sha256(ascii("carnet/rank/1"), new byte[1], seed, u64(height), id);
                tickets.put(new BigInteger(1, ticket), new BigInteger(1, id));
            }
        }
        return new ArrayList<>(tickets.values());
    }

    private static byte[] u64(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
