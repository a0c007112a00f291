package dev.freehold.console.jobs;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.surface.RemoteSurface;
import dev.freehold.enforcement.peer.surface.SurfacePaths;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where no fine-tuning is in this process: that of {@code freehold.peer.finetune-service.url}, else none. */
@Singleton
public class TuningFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    FineTuningSurface tuning(Peers peers) {
        return peers.find(ServiceName.FINETUNE_SERVICE)
                .<FineTuningSurface>map(peer -> new RemoteSurface(peer, SurfacePaths.FINE_TUNING, new PageRefusals()))
                .orElseGet(UnreachableTuning::new);
    }

    private static final class PageRefusals implements RemoteSurface.Refusals {
        @Override
        public SurfaceReply unreachable() {
            throw new ProblemException(UnreachableTuning.UNREACHABLE, "The fine-tuning service does not answer.");
        }

        @Override
        public SurfaceReply noSuchPath() {
            return SurfaceReply.json(404, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
