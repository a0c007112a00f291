package dev.freehold.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A server of OpenAI's protocol that has no model: it gives each request the same answer at once. It exists for measuring alone. */
public final class InstantUpstream implements AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 18;
    private static final String CHAT = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"instant","choices":[{"index":0,\
            "message":{"role":"assistant","content":"The invoice was corrected and sent again on Tuesday; \
            nothing more is owed, and the reminder can be thrown away."},"finish_reason":"stop","logprobs":null}],\
            "usage":{"prompt_tokens":60,"completion_tokens":24,"total_tokens":84}}""";
    private static final String EMBEDDINGS = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2,0.3,0.4]}],"model":"instant",\
            "usage":{"prompt_tokens":60,"total_tokens":60}}""";

    private final Selector selector;
    private final ServerSocketChannel server;
    private final ByteBuffer chat = answer(CHAT);
    private final ByteBuffer embeddings = answer(EMBEDDINGS);

    private InstantUpstream(Selector selector, ServerSocketChannel server) {
        this.selector = selector;
        this.server = server;
    }

    public static InstantUpstream start() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.configureBlocking(false);
        Selector selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        InstantUpstream upstream = new InstantUpstream(selector, server);
        Thread thread = new Thread(upstream::run, "instant-upstream");
        thread.setDaemon(true);
        thread.start();
        return upstream;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
    }

    private void run() {
        try {
            while (server.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the instant upstream broke", e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_REQUEST));
            } else {
                serve((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    /** An answer fits into the socket's buffer: nobody has more than one request under way. */
    private void serve(SocketChannel channel, ByteBuffer received) throws IOException {
        if (channel.read(received) < 0) {
            channel.close();
        } else if (HttpFrame.complete(received)) {
            boolean chatting = HttpFrame.opening(received).contains("/chat/");
            ByteBuffer answer = (chatting ? chat : embeddings).duplicate();
            while (answer.hasRemaining()) {
                channel.write(answer);
            }
            received.clear();
        }
    }

    private static ByteBuffer answer(String body) {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return ByteBuffer.wrap((head + body).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }
}
