package dev.freehold.finetune.pod;

import dev.freehold.finetune.run.BaseTraits;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.TrainingEngine;
import dev.freehold.finetune.run.TrainingSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An engine in a container around which the cluster may have drawn a wall. Where no namespace keeps the worker off the
 * network, a connect to the cluster's own API server shows whether the wall is there.
 *
 * @param outside the API server; empty where there is none
 */
record WalledEngine(TrainingEngine engine, Optional<InetSocketAddress> outside) implements TrainingEngine {
    @Override
    public TrainingSession open() throws RunBroken {
        TrainingSession session = engine.open();
        if (!session.network().equals(TrainingSession.OPEN) || outside.isEmpty()) {
            return session;
        }
        return session.reaches(outside.get()) ? session : new WalledSession(session);
    }

    @Override
    public BaseTraits traits(Path base) throws IOException {
        return engine.traits(base);
    }
}
