package dev.freehold.finetune.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A connect that must not succeed: a listener on this machine that the worker is asked to reach before it trains.
 *
 * <p>A namespace that is said to be there and is not would let training data out unseen; this shows it before the worker
 * sees a row. The listener is first reached from here, since a connect to a dead listener would prove nothing.
 */
final class PlantedConnect {
    private static final int CONNECT_MILLISECONDS = 2_000;

    private PlantedConnect() {}

    /** Whether the worker reached the listener. */
    static boolean succeeds(TrainingSession session) throws RunBroken {
        try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            try (Socket own = new Socket()) {
                own.connect(address, CONNECT_MILLISECONDS);
            }
            return session.reaches(address);
        } catch (IOException e) {
            throw new RunBroken(Failure.networkNotDenied("no listener could be planted to test the network"), e);
        }
    }
}
