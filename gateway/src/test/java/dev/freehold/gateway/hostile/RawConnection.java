package dev.freehold.gateway.hostile;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A connection on which any bytes can be sent, as no client would. */
final class RawConnection implements AutoCloseable {
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (?!400 )\\d{3} ");
    private final Socket socket;

    RawConnection() throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    }

    RawConnection send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the connection ends, or nothing does for so long. */
    String rest(int quietMillis) throws IOException {
        socket.setSoTimeout(quietMillis);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            for (int count = socket.getInputStream().read(piece);
                    count >= 0;
                    count = socket.getInputStream().read(piece)) {
                all.write(piece, 0, count);
            }
        } catch (SocketTimeoutException quiet) {
            return all.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException reset) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Those but refusals to understand: what is left of an ambiguous request may be told so apart. */
    static long answers(String bytes) {
        return ANSWER.matcher(bytes).results().count();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
