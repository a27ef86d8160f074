package carnet.cli.command;

import carnet.cli.fixture.Cli;
import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.fixture.MemoryNode;
import carnet.consensus.card.MemberRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registered member and its node, which keeps everything in memory. */
abstract class MemberTest {
    @TempDir
    Path dir = Path.of("");

    final Cli cli = new Cli();
    MemoryNode node;
    Member member;

    /** Returns the exponent of the largest record that the network takes. */
    int maxSizeClass() {
        return 30;
    }

    @BeforeEach
    void startNode() throws Exception {
        Member registrar = Member.create(dir, "registrar", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        node = new MemoryNode(registrar.card(), maxSizeClass());
        member = Member.create(dir, "member", MemberRole.MEMBER, node.url());
        node.admit(member.card());
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    Outcome put(Object... more) {
        Object[] arguments = new Object[more.length + 6];
        Object[] fixed = {"record", "put", "--home", member.home(), "--passphrase-file", member.passphraseFile()};
        System.arraycopy(fixed, 0, arguments, 0, fixed.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return cli.run(arguments);
    }

    Path file(String name, int sizeBytes) throws IOException {
        byte[] content = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(content);
        return Files.write(dir.resolve(name), content);
    }
}
