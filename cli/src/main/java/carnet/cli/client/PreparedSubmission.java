package carnet.cli.client;

import carnet.cli.terminal.Failure;
import carnet.node.api.Receipt;
import java.net.URI;
import java.util.Optional;

/**
 * A transaction as a request that is ready to be sent, by whatever means, and the judge of the answer. For programs that
 * send very many, and check the receipts later.
 */
public final class PreparedSubmission {
    private final URI uri;
    private final String contentType;
    private final byte[] body;
    private final Judge judge;

    /** Judges an answer. */
    @FunctionalInterface
    interface Judge {
        /** Returns the receipt, or nothing when the node knew this very transaction. */
        Optional<Receipt> judge(int status, byte[] body) throws Failure, InterruptedException;
    }

    PreparedSubmission(URI uri, String contentType, byte[] body, Judge judge) {
        this.uri = uri;
        this.contentType = contentType;
        this.body = body;
        this.judge = judge;
    }

    /** Returns where to POST it. */
    public URI uri() {
        return uri;
    }

    /** Returns the value of the Content-Type header. */
    public String contentType() {
        return contentType;
    }

    /** Returns the request's body; not a copy. */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the node's receipt, or nothing when it knew this very transaction.
     *
     * @param status the HTTP status of the answer
     * @param answer its body
     * @throws Failure when the node refused it, or what it answered is worthless
     */
    public Optional<Receipt> judge(int status, byte[] answer) throws Failure, InterruptedException {
        return judge.judge(status, answer);
    }
}
