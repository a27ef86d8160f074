package carnet.cli.devnet;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes sample records: real formats, made from a seed, so that every run has the same bytes. */
final class Samples {
    private static final long SEED = 2021;
    private static final int PHOTO_WIDTH = 800;
    private static final int PHOTO_HEIGHT = 600;
    private static final int VIDEO_WIDTH = 320;
    private static final int VIDEO_HEIGHT = 180;
    private static final int VIDEO_FRAMES = 64;

    private Samples() {}

    /** Writes all samples into {@code directory}. */
    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("invoice-2026-0417.xml"), Invoice.TEXT);
        writePhoto(directory.resolve("container-seal.png"));
        writeVideo(directory.resolve("loading-dock.y4m"));
        Files.write(directory.resolve("empty.txt"), new byte[0]);
        Files.writeString(
                directory.resolve("packing-list.txt"),
                """
                Packing list to invoice 2026-0417 / 装箱单 / Packliste
                12 pallets, 480 cartons, 9,600 pieces, gross 7,340 kg
                Container TGHU 307 4411, seal CN-88213
                """);
    }

    /** Writes a PNG of 800 x 600 pixels, a slope of colour with the noise of a sensor: about 1.3 MB. */
    private static void writePhoto(Path file) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        SplittableRandom random = new SplittableRandom(SEED);
        try (OutputStream deflated = new BufferedOutputStream(new DeflaterOutputStream(pixels))) {
            for (int y = 0; y < PHOTO_HEIGHT; y++) {
                deflated.write(0);
                for (int x = 0; x < PHOTO_WIDTH; x++) {
                    int noise = random.nextInt(256);
                    deflated.write(x * 255 / PHOTO_WIDTH ^ noise);
                    deflated.write(y * 255 / PHOTO_HEIGHT ^ noise >> 1);
                    deflated.write(noise);
                }
            }
        }
        byte[] head = ByteBuffer.allocate(13)
                .putInt(PHOTO_WIDTH)
                .putInt(PHOTO_HEIGHT)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            writeChunk(out, "IHDR", head);
            writeChunk(out, "IDAT", pixels.toByteArray());
            writeChunk(out, "IEND", new byte[0]);
        }
    }

    private static void writeChunk(OutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.write(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(name);
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Writes a raw YUV4MPEG2 video of 64 frames: 5.5 MB. */
    private static void writeVideo(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] frame = new byte[VIDEO_WIDTH * VIDEO_HEIGHT * 3 / 2];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(("YUV4MPEG2 W" + VIDEO_WIDTH + " H" + VIDEO_HEIGHT + " F25:1 Ip A1:1 C420jpeg\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < VIDEO_FRAMES; i++) {
                random.nextBytes(frame);
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(frame);
            }
        }
    }
}
