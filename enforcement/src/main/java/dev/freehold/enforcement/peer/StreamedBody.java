package dev.freehold.enforcement.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A body that is read while it is sent, and that knows whether a failure was its source's: that says nothing of the peer. */
final class StreamedBody implements BodyPublisher {
    private final BodyPublisher publisher;
    private final long length;
    private volatile boolean waiting;
    private volatile boolean broken;

    /**
     * @param length in bytes, or -1 where it is not known before
     */
    StreamedBody(InputStream source, long length) {
        this.length = length;
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> new Watched(source));
        this.publisher = length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    /** Whether the source broke off, or is being waited for. */
    boolean wanting() {
        return broken || waiting;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        publisher.subscribe(subscriber);
    }

    private final class Watched extends FilterInputStream {
        private long left = length;

        Watched(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) {
            waiting = true;
            try {
                int count = in.read(buffer, offset, most);
                left -= Math.max(0, count);
                broken = broken || (count < 0 && left > 0);
                return count;
            } catch (IOException e) {
                broken = true;
                // Not as it is: the client takes that for the end, and the peer would take a part for the whole.
                throw new UncheckedIOException("the body broke off", e);
            } finally {
                waiting = false;
            }
        }
    }
}
