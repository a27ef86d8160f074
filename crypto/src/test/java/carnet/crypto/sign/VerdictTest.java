package carnet.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The signature rule on every known edge case. A change of one verdict would split the network. */
class VerdictTest {
    private record Edge(String key, String verdict, byte[] message, byte[] signature, List<String> flags) {}

    @Test
    void judgesTheEdgeCasesOfCctvAsRecorded() throws IOException {
        List<Edge> edges = edges("cctv-verdicts.txt");
        assertThat(edges).hasSize(914);
        assertThat(edges).allSatisfy(edge -> assertThat(verdict(edge)).isEqualTo(edge.verdict()));
        assertThat(edges).filteredOn(edge -> edge.verdict().equals("A")).hasSize(212);
    }

    @Test
    void judgesTheCasesOfWycheproofAsRecorded() throws IOException {
        List<Edge> edges = edges("wycheproof-verdicts.txt");
        assertThat(edges).hasSize(151);
        assertThat(edges).allSatisfy(edge -> assertThat(verdict(edge)).isEqualTo(edge.verdict()));
        assertThat(edges).allSatisfy(edge -> assertThat(edge.verdict().equals("A"))
                .isEqualTo(edge.flags().contains("valid")));
    }

    @Test
    void refusesExactlyLowOrderAndNonCanonicalKeysAndNonCanonicalR() throws IOException {
        assertThat(edges("cctv-verdicts.txt")).allSatisfy(edge -> {
            boolean keyRefused = edge.flags().contains("lowA") || edge.flags().contains("formA");
            boolean signatureRefused = edge.flags().contains("formR");
            assertThat(edge.verdict()).isEqualTo(keyRefused ? "K" : signatureRefused ? "S" : "A");
        });
    }

    private static String verdict(Edge edge) {
        PublicKey key;
        try {
            key = PublicKey.fromHex(edge.key());
        } catch (IllegalArgumentException refused) {
            return "K";
        }
        try {
            return Ed25519.verify(key, edge.message(), Signature.of(edge.signature())) ? "A" : "S";
        } catch (IllegalArgumentException refused) {
            return "S";
        }
    }

    private static List<Edge> edges(String resource) throws IOException {
        List<Edge> edges = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(VerdictTest.class.getResourceAsStream(resource));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            String key = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("key")) {
                    key = words[1];
                } else if (!words[0].equals("#")) {
                    edges.add(new Edge(
                            key, words[0], bytes(words[1]), bytes(words[2]), Arrays.asList(words[3].split(",", -1))));
                }
            }
        }
        return edges;
    }

    private static byte[] bytes(String word) {
        return word.equals("-") ? new byte[0] : HexFormat.of().parseHex(word);
    }
}
