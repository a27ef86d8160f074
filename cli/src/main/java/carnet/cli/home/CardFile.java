package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Public cards as files: JSON that people can read and mail, whose fields are the card's. A card is believed only after
 * its own signature over them holds.
 */
public final class CardFile {
    /** Longest card file, in bytes: ten times what a card needs. */
    private static final int MAX_BYTES = 16 * 1024;

    private static final String NODE = "node card";
    private static final String MEMBER = "member card";
    private static final ObjectReader STRICT =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private CardFile() {}

    private record NodeFields(String carnet, String name, String address, String key, String signature) {}

    private record MemberFields(
            String carnet, String domain, String role, String key, String sealingKey, String signature) {}

    /** Returns the file of a node's card. */
    public static byte[] write(NodeCard card) {
        return pretty(new NodeFields(
                NODE,
                card.name(),
                card.address(),
                card.key().hex(),
                card.signature().toString()));
    }

    /** Returns the file of a member's card. */
    public static byte[] write(MemberCard card) {
        ByteWriter out = new ByteWriter();
        card.write(out);
        byte[] signature = Arrays.copyOfRange(out.toBytes(), out.length() - Signature.LENGTH_BYTES, out.length());
        return pretty(new MemberFields(
                MEMBER,
                card.domain().name(),
                card.role().name().toLowerCase(Locale.ROOT),
                card.key().hex(),
                card.sealingKeyHex(),
                HexFormat.of().formatHex(signature)));
    }

    /** Reads a node's card and checks its signature. */
    public static NodeCard readNode(Path file) throws IOException, Failure {
        NodeFields fields = parse(file, NodeFields.class, NODE);
        try {
            NodeCard card = new NodeCard(
                    PublicKey.fromHex(fields.key),
                    fields.name,
                    fields.address,
                    Signature.of(HexFormat.of().parseHex(fields.signature)));
            requireSigned(file, card.signatureHolds());
            return card;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw problem(file, NODE, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a member's card and checks its signature. */
    public static MemberCard readMember(Path file) throws IOException, Failure {
        MemberFields fields = parse(file, MemberFields.class, MEMBER);
        try {
            ByteWriter out = new ByteWriter()
                    .key(PublicKey.fromHex(fields.key))
                    .raw(HexFormat.of().parseHex(fields.sealingKey))
                    .text(fields.domain)
                    .u8(MemberRole.valueOf(fields.role.toUpperCase(Locale.ROOT)).code())
                    .raw(HexFormat.of().parseHex(fields.signature));
            ByteReader in = new ByteReader(out.toBytes());
            MemberCard card = MemberCard.read(in);
            in.end();
            requireSigned(file, card.signatureHolds());
            return card;
        } catch (IllegalArgumentException | NullPointerException | DecodeException e) {
            throw problem(file, MEMBER, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] pretty(Object fields) {
        try {
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card cannot be written as JSON", e);
        }
    }

    private static <T> T parse(Path file, Class<T> type, String kind) throws IOException, Failure {
        byte[] bytes = HomeFile.read(file, MAX_BYTES, kind);
        String found;
        try {
            found = STRICT.readTree(bytes).path("carnet").asText();
            if (found.equals(kind)) {
                return STRICT.readValue(bytes, type);
            }
        } catch (JsonProcessingException e) {
            throw problem(file, kind, e.getOriginalMessage());
        }
        throw problem(file, kind, found.isEmpty() ? "it does not say what it is" : "it is a " + found);
    }

    private static void requireSigned(Path file, boolean holds) throws Failure {
        if (!holds) {
            throw new Failure(
                    ExitCode.REFUSED,
                    file + " was altered: its signature does not match its fields",
                    "Get the card again from its owner");
        }
    }

    private static Failure problem(Path file, String kind, String reason) {
        return new Failure(
                ExitCode.USAGE, file + " is no " + kind + ": " + reason, "Give the card.json that its owner made");
    }
}
