package dev.freehold.enforcement.peer;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.identity.internal.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;

/** What another service of this house answered; its body is read once, and closed by whoever reads it. */
public final class PeerReply implements AutoCloseable {
    private static final int OK = 200;
    private static final int FIRST_ERROR = 300;
    private static final int LONGEST_PROBLEM = 256 << 10;
    private final ServiceName peer;
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    PeerReply(ServiceName peer, int status, HttpHeaders headers, InputStream body) {
        this.peer = peer;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public InputStream body() {
        return body;
    }

    /** Whether it did what was asked. */
    public boolean ok() {
        return status >= OK && status < FIRST_ERROR;
    }

    /**
     * The whole body.
     *
     * @throws IOException if it is longer than the bound, or ends too early
     */
    public byte[] bytes(int most) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new PeerUnreachable(peer, "answered with more than " + most + " bytes");
        }
        return bytes;
    }

    /** The whole body as a record. */
    public <T> T read(Class<T> type, int most) throws IOException {
        try {
            return Json.read(bytes(most), type);
        } catch (IllegalArgumentException e) {
            throw new PeerUnreachable(peer, "answered with what is " + e.getMessage());
        }
    }

    /**
     * Passes a refusal on as the peer gave it.
     *
     * @throws ProblemException if the peer answered with a problem that is the caller's, or one of its own that it names
     * @throws IOException if the answer is no success and no problem, or a refusal of this process itself
     */
    public PeerReply orRefusal() throws IOException {
        if (ok()) {
            return this;
        }
        boolean named = headers.firstValue("content-type").orElse("").startsWith("application/problem+json");
        if (!named || status == 401) {
            throw new PeerUnreachable(peer, "answered with status " + status);
        }
        throw new ProblemException(read(Problem.class, LONGEST_PROBLEM));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
