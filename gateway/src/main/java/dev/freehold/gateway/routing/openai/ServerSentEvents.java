package dev.freehold.gateway.routing.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a stream of server-sent events (WHATWG HTML, section 9.2.6) for their data; bytes may come in any pieces.
 *
 * <p>An event, its names and comments included, may have {@value #LARGEST} bytes.
 */
final class ServerSentEvents {
    static final int LARGEST = 1 << 20;
    private static final String DATA = "data";
    private final Listener listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final StringBuilder data = new StringBuilder();
    private int size;
    private boolean afterReturn;

    /** Hears of each event. */
    interface Listener {
        /**
         * @return false to hear of no more
         */
        boolean event(String data) throws ServerFailed;
    }

    ServerSentEvents(Listener listener) {
        this.listener = listener;
    }

    /**
     * Takes the next bytes.
     *
     * @return false once the listener wants no more
     */
    boolean feed(byte[] bytes) throws ServerFailed {
        for (byte next : bytes) {
            boolean newline = next == '\n';
            // CR LF is one end of a line, CR and LF alone are one each.
            if ((newline && !afterReturn) || next == '\r') {
                if (!endOfLine()) {
                    return false;
                }
            } else if (!newline) {
                grow();
                line.write(next);
            }
            afterReturn = next == '\r';
        }
        return true;
    }

    private void grow() throws ServerFailed {
        if (++size > LARGEST) {
            throw new ServerFailed("an event of its stream has more than " + LARGEST + " bytes");
        }
    }

    private boolean endOfLine() throws ServerFailed {
        if (line.size() > 0) {
            field(line.toString(StandardCharsets.UTF_8));
            line.reset();
            return true;
        }
        size = 0;
        if (data.length() == 0) {
            return true;
        }
        String event = data.substring(0, data.length() - 1);
        data.setLength(0);
        return listener.event(event);
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.equals(DATA)) {
            String value = colon < 0 ? "" : text.substring(colon + 1);
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
        }
    }
}
