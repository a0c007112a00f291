package dev.freehold.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The one address that the embedded default binds to: 127.0.0.1, without asking a resolver. */
public final class Loopback {
    private Loopback() {}

    public static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
