package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.enforcement.peer.surface.RemoteSurface;
import dev.freehold.enforcement.peer.surface.SurfacePaths;
import dev.freehold.gateway.http.OpenAiErrors;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where a surface is in no module of this process: that of the service's own process, else none. */
@Singleton
public class SurfacesFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    FineTuningSurface fineTuning(Peers peers) {
        return peers.find(ServiceName.FINETUNE_SERVICE)
                .<FineTuningSurface>map(
                        peer -> new RemoteSurface(peer, SurfacePaths.FINE_TUNING, new FineTuningRefusals()))
                .orElseGet(NoFineTuning::new);
    }

    @Produces
    @Singleton
    @DefaultBean
    HubSurface hub(Peers peers) {
        return peers.find(ServiceName.REGISTRY)
                .<HubSurface>map(peer -> new RemoteSurface(peer, RegistryPaths.HUB, new HubRefusals()))
                .orElseGet(NoHub::new);
    }

    private static final class FineTuningRefusals implements RemoteSurface.Refusals {
        @Override
        public SurfaceReply unreachable() {
            return SurfaceReply.json(503, OpenAiErrors.surfaceUnavailable().body(null));
        }

        @Override
        public SurfaceReply noSuchPath() {
            return SurfaceReply.json(404, OpenAiErrors.noSuchPath().body(null));
        }

        @Override
        public SurfaceReply bodyUnfinished() {
            return SurfaceReply.json(
                    400,
                    OpenAiErrors.malformed("The request body did not come whole.", null, "Send the request again.")
                            .body(null));
        }
    }

    private static final class HubRefusals implements RemoteSurface.Refusals {
        @Override
        public SurfaceReply unreachable() {
            return HubErrors.reply(503, "The registry does not answer.");
        }

        @Override
        public SurfaceReply noSuchPath() {
            return HubErrors.reply(404, "this address is not served");
        }

        @Override
        public SurfaceReply bodyUnfinished() {
            return HubErrors.reply(408, "The request's body did not come whole.");
        }
    }
}
