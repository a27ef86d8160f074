package carnet.cli.client;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.record.KeyBox;
import carnet.node.api.BlockInfo;
import carnet.node.api.NodeStatus;
import carnet.node.api.Page;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;
import carnet.node.api.TransactionStatus;
import carnet.node.api.VerificationStatus;
import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node as its users see it: a method for each question of its HTTP side. For many threads. */
public final class NodeClient {
    /** Longest JSON answer, in bytes: a page of a thousand records or blocks. */
    private static final int MAX_JSON_BYTES = 8 * 1024 * 1024;

    /** Longest block of a payload, in bytes, of any profile. */
    private static final int MAX_CHUNK_BYTES = 2 * 1024 * 1024;

    private static final String RECORDS = "/v1/records";
    private static final String TRANSACTIONS = "/v1/transactions";
    private static final Set<Integer> OK = Set.of(200);
    private static final Set<Integer> OK_OR_ABSENT = Set.of(200, 404);
    private static final Set<Integer> OK_OR_CREATED = Set.of(200, 201);
    private static final Set<Integer> OK_OR_ACCEPTED = Set.of(200, 202);
    private static final int ABSENT = 404;
    private static final int ACCEPTED = 202;

    private final NodeUrl url;
    private final Http http;
    private @Nullable Genesis genesis;

    /** Connects to nothing yet. */
    public NodeClient(NodeUrl url, Environment environment) {
        this.url = url;
        this.http = new Http(url, environment);
    }

    private record Submission(String transaction, String keyBox) {}

    private record Wanted(List<String> cids) {}

    private record Missing(List<String> missing) {}

    private record Known(String txid) {}

    /** Returns where the node is. */
    public NodeUrl url() {
        return url;
    }

    /** Returns what the node is and does. */
    public NodeStatus status() throws Failure, InterruptedException {
        return http.read(http.get("/v1/status", MAX_JSON_BYTES, OK), NodeStatus.class);
    }

    /** Returns the genesis of the node's network, asked once. */
    public synchronized Genesis genesis() throws Failure, InterruptedException {
        if (genesis == null) {
            try {
                genesis = Genesis.decode(
                        http.get("/v1/genesis", Genesis.MAX_BYTES, OK).body());
            } catch (DecodeException e) {
                throw new Failure(
                        ExitCode.NETWORK,
                        "the genesis file of " + url + " is not sound: " + e.getMessage(),
                        "Ask another node");
            }
        }
        return genesis;
    }

    /** Gives the node one block of a payload; it may hold it already. */
    public void putChunk(Cid cid, byte[] bytes) throws Failure, InterruptedException {
        http.octets("PUT", "/v1/chunks/" + cid, bytes, MAX_JSON_BYTES, OK_OR_CREATED);
    }

    /** Returns those of at most a thousand blocks that the node does not hold. */
    public List<Cid> missingChunks(List<Cid> cids) throws Failure, InterruptedException {
        Wanted wanted = new Wanted(cids.stream().map(Cid::toString).toList());
        Http.Answer answer = http.json("/v1/chunks/missing", wanted, MAX_JSON_BYTES, OK);
        List<Cid> missing = new ArrayList<>();
        for (String cid : http.read(answer, Missing.class).missing()) {
            missing.add(cid(cid));
        }
        return missing;
    }

    /** Reads a content identifier that the node named. */
    Cid cid(String text) throws Failure {
        try {
            return Cid.parse(text);
        } catch (IllegalArgumentException e) {
            throw http.notANode();
        }
    }

    /** Returns a block as the node sent it, not yet checked, or null when the node does not hold it. */
    public byte @Nullable [] chunk(Cid cid) throws Failure, InterruptedException {
        Http.Answer answer = http.get("/v1/chunks/" + cid, MAX_CHUNK_BYTES, OK_OR_ABSENT);
        return answer.status() == ABSENT ? null : answer.body();
    }

    /** Gives the node a record; returns its receipt, or nothing when it knew this very transaction. */
    public Optional<Receipt> submitRecord(Transaction transaction, KeyBox keyBox) throws Failure, InterruptedException {
        Submission submission = submission(transaction, keyBox);
        return receipt(http.json(RECORDS, submission, MAX_JSON_BYTES, OK_OR_ACCEPTED), transaction);
    }

    /** Returns the request that {@link #submitRecord} sends. */
    public PreparedSubmission prepareRecord(Transaction transaction, KeyBox keyBox) {
        byte[] body = Json.line(submission(transaction, keyBox)).getBytes(StandardCharsets.UTF_8);
        return prepared(RECORDS, "application/json", body, transaction);
    }

    private static Submission submission(Transaction transaction, KeyBox keyBox) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new Submission(base64.encodeToString(transaction.bytes()), base64.encodeToString(keyBox.encode()));
    }

    /** Gives the node a transaction without blobs; returns its receipt, or nothing when it knew it. */
    public Optional<Receipt> submitTransaction(Transaction transaction) throws Failure, InterruptedException {
        Http.Answer answer = http.octets("POST", TRANSACTIONS, transaction.bytes(), MAX_JSON_BYTES, OK_OR_ACCEPTED);
        return receipt(answer, transaction);
    }

    /** Returns the request that {@link #submitTransaction} sends. */
    public PreparedSubmission prepareTransaction(Transaction transaction) {
        return prepared(TRANSACTIONS, "application/octet-stream", transaction.bytes(), transaction);
    }

    private PreparedSubmission prepared(String path, String contentType, byte[] body, Transaction transaction) {
        return new PreparedSubmission(
                url.at(path),
                contentType,
                body,
                (status, answer) -> receipt(http.expected(status, answer, OK_OR_ACCEPTED), transaction));
    }

    /** Returns a record, if chain or pool know it. */
    public Optional<RecordStatus> record(String ownerKey, String hashId) throws Failure, InterruptedException {
        Http.Answer answer = http.get("/v1/records/" + ownerKey + "/" + hashId, MAX_JSON_BYTES, OK_OR_ABSENT);
        return answer.status() == ABSENT ? Optional.empty() : Optional.of(http.read(answer, RecordStatus.class));
    }

    /** Returns a page of records of one owner, or of all. */
    public Page<RecordStatus> records(@Nullable String ownerKey, @Nullable String cursor, int limit)
            throws Failure, InterruptedException {
        String path = "/v1/records?limit=" + limit
                + (ownerKey == null ? "" : "&owner=" + ownerKey)
                + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        return http.read(http.get(path, MAX_JSON_BYTES, OK), new TypeReference<Page<RecordStatus>>() {});
    }

    /** Returns the bytes of a record's key box as sent, not yet checked, or nothing when the node does not hold it. */
    public Optional<byte[]> keyBox(RecordStatus record) throws Failure, InterruptedException {
        String path = "/v1/records/" + record.owner() + "/" + record.hashId() + "/key-box";
        Http.Answer answer = http.get(path, KeyBox.MAX_BYTES, OK_OR_ABSENT);
        return answer.status() == ABSENT ? Optional.empty() : Optional.of(answer.body());
    }

    /** Returns a transaction's fate, if the node knows it. */
    public Optional<TransactionStatus> transaction(String txid) throws Failure, InterruptedException {
        Http.Answer answer = http.get("/v1/transactions/" + txid, MAX_JSON_BYTES, OK_OR_ABSENT);
        return answer.status() == ABSENT ? Optional.empty() : Optional.of(http.read(answer, TransactionStatus.class));
    }

    /** Returns whether a member with this first key is registered. */
    public boolean isMember(String key) throws Failure, InterruptedException {
        return http.get("/v1/members/" + key, MAX_JSON_BYTES, OK_OR_ABSENT).status() != ABSENT;
    }

    /** Returns blocks of the best chain. */
    public List<BlockInfo> blocks(long from, int limit) throws Failure, InterruptedException {
        Http.Answer answer = http.get("/v1/blocks?from=" + from + "&limit=" + limit, MAX_JSON_BYTES, OK);
        return http.read(answer, new TypeReference<Page<BlockInfo>>() {}).items();
    }

    /** Opens the stream of what happens at the node from now on. */
    public NodeEvents events() throws Failure, InterruptedException {
        return new NodeEvents(http.open("/v1/events"), http);
    }

    /** Starts a verification of the whole chain, unless one is under way. */
    public VerificationStatus startVerification() throws Failure, InterruptedException {
        return http.read(http.post("/v1/chain/verification", MAX_JSON_BYTES, OK_OR_ACCEPTED), VerificationStatus.class);
    }

    /** Returns where the verification stands. */
    public VerificationStatus verification() throws Failure, InterruptedException {
        return http.read(http.get("/v1/chain/verification", MAX_JSON_BYTES, OK), VerificationStatus.class);
    }

    private Optional<Receipt> receipt(Http.Answer answer, Transaction transaction)
            throws Failure, InterruptedException {
        if (answer.status() != ACCEPTED) {
            http.read(answer, Known.class);
            return Optional.empty();
        }
        Receipt receipt = http.read(answer, Receipt.class);
        ReceiptCheck.require(receipt, transaction, genesis());
        return Optional.of(receipt);
    }
}
