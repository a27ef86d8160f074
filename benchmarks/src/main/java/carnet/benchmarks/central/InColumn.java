package carnet.benchmarks.central;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.rival.SealedFile;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.Entropy;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The file is a column of its row; with replicas a commit waits until all of them have flushed it. */
final class InColumn extends Central {
    private static final int CONTENT = 5;

    private InColumn(List<Server> servers, Clock clock, Entropy entropy) {
        super(servers, clock, entropy);
    }

    static InColumn open(List<Server> servers, Entropy entropy) throws Failure, InterruptedException {
        InColumn opened = new InColumn(servers, servers.size() == 1 ? Clock.ACCEPTED : Clock.REPLICATED_ALL, entropy);
        // Ciphertext does not shrink: EXTERNAL keeps the database from trying.
        opened.prepare(
                "CREATE TABLE records (hash_id bytea PRIMARY KEY, owner bytea NOT NULL, key_box bytea NOT NULL,"
                        + " cipher_bytes bigint NOT NULL, stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),"
                        + " content bytea NOT NULL)",
                "ALTER TABLE records ALTER COLUMN content SET STORAGE EXTERNAL");
        return opened;
    }

    @Override
    void put(SealedFile file, Connection connection) throws IOException, SQLException {
        try (InputStream cipher = file.cipher();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO records"
                        + " (hash_id, owner, key_box, cipher_bytes, content) VALUES (?, ?, ?, ?, ?)")) {
            describe(insert, file);
            insert.setBinaryStream(CONTENT, cipher, file.cipherBytes());
            insert.executeUpdate();
        }
    }
}
