package carnet.crypto.secfile;

import carnet.crypto.secret.Entropy;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vault.SealingPublicKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of an age v1 file (C2SP, age.md). Header followed by a SecFile is an {@code .age} file that the ordinary
 * age tool opens. Writes X25519 recipients; reads any, strictly, and opens X25519.
 */
public final class AgeHeader {
    /** Longest header that is read, in bytes: room for some 600 recipients. */
    public static final int MAX_BYTES = 64 * 1024;
    /** Most recipients of one header that is written. */
    public static final int MAX_RECIPIENTS = 256;

    private static final String VERSION_LINE = "age-encryption.org/v1";
    private static final String MAC_START = "---";
    private static final String PASSPHRASE_TYPE = "scrypt";
    private static final int MAC_BYTES = 32;

    private AgeHeader() {}

    /**
     * Returns the header that lets each of {@code recipients} open the payload of {@code fileKey}.
     *
     * @throws IllegalArgumentException for no recipient or more than {@link #MAX_RECIPIENTS}
     */
    public static byte[] seal(FileKey fileKey, List<SealingPublicKey> recipients, Entropy entropy) {
        if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
            throw new IllegalArgumentException("an age header has 1 to " + MAX_RECIPIENTS + " recipients");
        }
        StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
        for (SealingPublicKey recipient : recipients) {
            text.append(X25519Recipient.wrap(fileKey, recipient, entropy).text());
        }
        text.append(MAC_START);
        byte[] mac = fileKey.headerMac(ascii(text));
        return ascii(text.append(' ').append(AgeStanza.encode(mac)).append('\n'));
    }

    /**
     * Reads one header from {@code file} and opens it. Unless the header is malformed, {@code file} then stands at the
     * first byte of the payload. Reads byte by byte, so {@code file} should be buffered.
     *
     * @throws IOException when reading fails
     */
    public static AgeOpening open(InputStream file, SealingKey key) throws IOException {
        try {
            List<String> lines = readLines(file);
            List<AgeStanza> stanzas = parseStanzas(lines);
            byte[] mac = parseMac(lines.get(lines.size() - 1));
            Optional<FileKey> fileKey = unwrap(stanzas, key);
            if (fileKey.isEmpty()) {
                return new AgeOpening.NoMatchingKey();
            }
            StringBuilder covered = new StringBuilder();
            lines.subList(0, lines.size() - 1)
                    .forEach(line -> covered.append(line).append('\n'));
            byte[] expected = fileKey.get().headerMac(ascii(covered.append(MAC_START)));
            return MessageDigest.isEqual(mac, expected)
                    ? new AgeOpening.Opened(fileKey.get())
                    : new AgeOpening.WrongMac();
        } catch (MalformedHeaderException e) {
            return new AgeOpening.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> readLines(InputStream file) throws IOException, MalformedHeaderException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int count = 0; count < MAX_BYTES; count++) {
            int next = file.read();
            if (next < 0) {
                throw new MalformedHeaderException("the file ends within its header");
            }
            if (next != '\n') {
                line.write(next);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            line.reset();
            lines.add(text);
            if (!lines.get(0).equals(VERSION_LINE)) {
                throw new MalformedHeaderException("it does not begin like a file of age version 1");
            }
            if (text.startsWith(MAC_START)) {
                return lines;
            }
        }
        throw new MalformedHeaderException("its header is longer than " + MAX_BYTES + " bytes");
    }

    private static List<AgeStanza> parseStanzas(List<String> lines) throws MalformedHeaderException {
        List<AgeStanza> stanzas = new ArrayList<>();
        int at = 1;
        while (at < lines.size() - 1) {
            if (!lines.get(at).startsWith(AgeStanza.START)) {
                throw new MalformedHeaderException("a line is neither a recipient nor the end of the header");
            }
            AgeStanza stanza = AgeStanza.parse(lines.subList(0, lines.size() - 1), at);
            stanzas.add(stanza);
            at += stanza.lineCount();
        }
        if (stanzas.isEmpty()) {
            throw new MalformedHeaderException("it has no recipient");
        }
        boolean passphrase =
                stanzas.stream().anyMatch(stanza -> stanza.arguments().get(0).equals(PASSPHRASE_TYPE));
        if (passphrase && stanzas.size() > 1) {
            throw new MalformedHeaderException("it mixes a passphrase with other recipients");
        }
        return stanzas;
    }

    private static byte[] parseMac(String line) throws MalformedHeaderException {
        if (!line.startsWith(MAC_START + " ")) {
            throw new MalformedHeaderException("its last line has no authentication code");
        }
        byte[] mac = AgeStanza.decode(line.substring(MAC_START.length() + 1));
        if (mac.length != MAC_BYTES) {
            throw new MalformedHeaderException("its authentication code has not 32 bytes");
        }
        return mac;
    }

    private static Optional<FileKey> unwrap(List<AgeStanza> stanzas, SealingKey key) throws MalformedHeaderException {
        Optional<FileKey> found = Optional.empty();
        for (AgeStanza stanza : stanzas) {
            if (found.isEmpty() && stanza.arguments().get(0).equals(X25519Recipient.TYPE)) {
                found = X25519Recipient.unwrap(stanza, key);
            }
        }
        return found;
    }

    private static byte[] ascii(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
