package dev.freehold.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A number of connections, each with one request under way: the next one leaves when the answer is there. One thread drives all. */
public final class Load {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int LONGEST_ERROR = 1_000;
    private final ByteBuffer request;
    private final InetSocketAddress address;
    private long[] nanos = new long[1 << 16];
    private int answered;
    private long errors;
    private @Nullable String firstError;

    private Load(Request request) {
        this.address = request.address();
        this.request = ByteBuffer.wrap(request.bytes());
    }

    /** A POST of JSON that is sent again and again. */
    public record Request(InetSocketAddress address, String path, String key, String body) {
        byte[] bytes() {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                    + "\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + content.length + "\r\n\r\n";
            return (head + body).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Sends for a time, then waits for what is still under way. */
    public static Figures run(Request request, int connections, Duration time) throws IOException {
        return new Load(request).drive(connections, time);
    }

    private static final class Connection {
        final SocketChannel channel;
        final ByteBuffer received = ByteBuffer.allocate(LARGEST_ANSWER);
        ByteBuffer sending = ByteBuffer.allocate(0);
        long sent;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private Figures drive(int connections, Duration time) throws IOException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open(selector);
            }
            while (!selector.keys().isEmpty()
                    && System.nanoTime() < end + Duration.ofSeconds(30).toNanos()) {
                selector.select(key -> ready(key, end), 1_000);
            }
            errors += selector.keys().size();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return Figures.of(nanos, answered, errors, firstError, (System.nanoTime() - start) / 1e9);
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        Connection connection = new Connection(channel);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ, connection);
        send(key, connection);
    }

    private void ready(SelectionKey key, long end) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                flush(key, connection);
            }
            if (key.isReadable() && received(connection)) {
                connection.received.clear();
                if (System.nanoTime() < end) {
                    send(key, connection);
                } else {
                    connection.channel.close();
                }
            }
        } catch (IOException broken) {
            failed(String.valueOf(broken.getMessage()));
            key.cancel();
        }
    }

    private boolean received(Connection connection) throws IOException {
        if (connection.channel.read(connection.received) < 0) {
            throw new IOException("closed by the server");
        }
        if (!HttpFrame.complete(connection.received)) {
            return false;
        }
        if (HttpFrame.status(connection.received) == 200) {
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * answered);
            }
            nanos[answered++] = System.nanoTime() - connection.sent;
        } else {
            failed(HttpFrame.beginning(connection.received, LONGEST_ERROR));
        }
        return true;
    }

    private void failed(String how) {
        errors++;
        if (firstError == null) {
            firstError = how;
        }
    }

    private void send(SelectionKey key, Connection connection) throws IOException {
        connection.sending = request.duplicate();
        connection.sent = System.nanoTime();
        flush(key, connection);
    }

    private static void flush(SelectionKey key, Connection connection) throws IOException {
        connection.channel.write(connection.sending);
        key.interestOps(
                connection.sending.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }
}
