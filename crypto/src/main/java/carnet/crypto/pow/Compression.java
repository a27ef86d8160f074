package carnet.crypto.pow;

/** The compression function of SHA-256 in plain Java (FIPS 180-4, section 6.2.2, with its names). */
final class Compression {
    static final int ROUNDS = 64;
    static final int BLOCK_WORDS = 16;
    static final int STATE_WORDS = 8;

    /** Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** Section 5.3.3: the state before the first block. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private Compression() {}

    static int[] initialState() {
        return INITIAL.clone();
    }

    /** Adds the block in the first 16 of the 64 {@code words} to {@code state}; fills the other words. */
    static void compress(int[] state, int[] words) {
        int[] working = new int[STATE_WORDS];
        rounds(state, working, words, 0, BLOCK_WORDS, ROUNDS);
        for (int i = 0; i < STATE_WORDS; i++) {
            state[i] += working[i];
        }
    }

    /** Computes the message schedule's words {@code from} to {@code to - 1} from those before. */
    static void extend(int[] words, int from, int to) {
        for (int t = from; t < to; t++) {
            words[t] = scheduled(words, t);
        }
    }

    /**
     * Runs the rounds {@code from} to {@code to - 1} on the working variables a to h in {@code before} and puts them into
     * {@code after}. The words below {@code known} are given; those above are computed on the way, which is faster than
     * a pass of their own.
     */
    static void rounds(int[] before, int[] after, int[] words, int from, int known, int to) {
        int a = before[0];
        int b = before[1];
        int c = before[2];
        int d = before[3];
        int e = before[4];
        int f = before[5];
        int g = before[6];
        int h = before[7];
        for (int t = from; t < known; t++) {
            int t1 = h + (K[t] + words[t]) + choose(e, f, g) + sumOfE(e);
            int t2 = majority(a, b, c) + sumOfA(a);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        for (int t = known; t < to; t++) {
            int word = scheduled(words, t);
            words[t] = word;
            int t1 = h + (K[t] + word) + choose(e, f, g) + sumOfE(e);
            int t2 = majority(a, b, c) + sumOfA(a);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        after[0] = a;
        after[1] = b;
        after[2] = c;
        after[3] = d;
        after[4] = e;
        after[5] = f;
        after[6] = g;
        after[7] = h;
    }

    private static int scheduled(int[] words, int t) {
        int w15 = words[t - 15];
        int w2 = words[t - 2];
        int low = Integer.rotateRight(w15, 7) ^ Integer.rotateRight(w15, 18) ^ (w15 >>> 3);
        int high = Integer.rotateRight(w2, 17) ^ Integer.rotateRight(w2, 19) ^ (w2 >>> 10);
        return high + words[t - 7] + low + words[t - 16];
    }

    private static int sumOfA(int a) {
        return Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
    }

    private static int sumOfE(int e) {
        return Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
    }

    private static int choose(int e, int f, int g) {
        return g ^ (e & (f ^ g));
    }

    private static int majority(int a, int b, int c) {
        return (a & b) | (c & (a | b));
    }
}
