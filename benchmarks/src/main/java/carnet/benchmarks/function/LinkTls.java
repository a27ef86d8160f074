package carnet.benchmarks.function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A peer link's TLS: millions of bytes that one thread seals and opens in a second. BoringSSL takes the cipher that it
 * thinks best for the processor, which the environment's OPENSSL_ia32cap can hide from it; the result names it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class LinkTls {
    private static final int WRITE_BYTES = 250_000;
    private static final int WRITES = 4;
    private static final int HANDSHAKE_FLIGHTS = 4;

    /** Whose TLS, and its cipher where that is a choice. */
    @Param({"JDK TLS_CHACHA20_POLY1305_SHA256", "JDK TLS_AES_128_GCM_SHA256", "BoringSSL"})
    public String kind = "";

    private final byte[] bytes = new byte[WRITE_BYTES];
    private EmbeddedChannel dialer = new EmbeddedChannel();
    private EmbeddedChannel acceptor = new EmbeddedChannel();

    /** Shakes hands. */
    @Setup
    public void connect() throws Exception {
        new Random(1).nextBytes(bytes);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        X500Name name = new X500Name("CN=x");
        byte[] encoded = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.parse("9999-12-31T23:59:59Z")),
                        name,
                        key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                .getEncoded();
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        acceptor = side(SslContextBuilder.forServer(key.getPrivate(), certificate));
        dialer = side(SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null));
        for (int flight = 0; flight < HANDSHAKE_FLIGHTS; flight++) {
            carry(dialer, acceptor);
            carry(acceptor, dialer);
        }
        System.out.println("cipher: "
                + dialer.pipeline().get(SslHandler.class).engine().getSession().getCipherSuite());
    }

    private EmbeddedChannel side(SslContextBuilder builder) throws Exception {
        String[] words = kind.split(" ");
        boolean java = words.length > 1;
        SslContext context = builder.sslProvider(java ? SslProvider.JDK : SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3")
                .ciphers(java ? List.of(words[1]) : null)
                .build();
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(context.newHandler(channel.alloc()));
        ReferenceCountUtil.release(context);
        return channel;
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeInbound(part);
        }
    }

    /** Passes a million bytes. */
    @Benchmark
    public int millionBytes() {
        int received = 0;
        for (int i = 0; i < WRITES; i++) {
            dialer.writeOutbound(Unpooled.wrappedBuffer(bytes));
            carry(dialer, acceptor);
            for (ByteBuf part = acceptor.readInbound(); part != null; part = acceptor.readInbound()) {
                received += part.readableBytes();
                part.release();
            }
        }
        if (received != WRITES * WRITE_BYTES) {
            throw new IllegalStateException("only " + received + " bytes came");
        }
        return received;
    }

    /** Ends the connection. */
    @TearDown
    public void end() {
        dialer.finishAndReleaseAll();
        acceptor.finishAndReleaseAll();
    }
}
