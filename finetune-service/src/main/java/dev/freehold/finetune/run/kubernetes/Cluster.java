package dev.freehold.finetune.run.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this service asks of a cluster; every request is bounded in time by the client's own settings. */
final class Cluster implements AutoCloseable {
    private static final int CLIENT_ERROR = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    /** Most of a Job's pods and events that are looked at. */
    private static final long MOST = 100;

    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private final KubernetesClient client;
    private final String namespace;

    Cluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Makes a Job; where one of its name is there, gives that. */
    Job create(Job job) throws ClusterAway, ClusterRefused {
        try {
            return ask(() -> client.batch().v1().jobs().resource(job).create());
        } catch (ClusterRefused e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
            return find(job.getMetadata().getName()).orElseThrow(() -> e);
        }
    }

    Optional<Job> find(String name) throws ClusterAway, ClusterRefused {
        return Optional.ofNullable(ask(() ->
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get()));
    }

    List<Job> jobs(Map<String, String> labels) throws ClusterAway, ClusterRefused {
        return ask(() -> client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
    }

    /** A Job's pods, those of earlier tries too. */
    List<Pod> pods(Job job) throws ClusterAway, ClusterRefused {
        return ask(() -> client.pods()
                .inNamespace(namespace)
                .withLabel(JOB_NAME, job.getMetadata().getName())
                .list(new ListOptionsBuilder().withLimit(MOST).build())
                .getItems());
    }

    /** What was noted about an object. */
    List<Event> events(String uid) throws ClusterAway, ClusterRefused {
        return ask(() -> client.v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.uid", uid)
                .list(new ListOptionsBuilder().withLimit(MOST).build())
                .getItems());
    }

    /** Ends a Job and its pods; it is there until they are gone. */
    void delete(String name) throws ClusterAway, ClusterRefused {
        ask(() -> client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete());
    }

    /**
     * Follows a Job; empty where the cluster cannot be asked.
     *
     * @param moved told when it changed, and when the watch ended and another is needed
     */
    Optional<Watch> watch(String name, Runnable moved, Runnable ended) {
        try {
            return Optional.of(client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName(name)
                    .watch(new Watcher<>() {
                        @Override
                        public void eventReceived(Action action, Job job) {
                            moved.run();
                        }

                        @Override
                        public void onClose(@Nullable WatcherException cause) {
                            ended.run();
                        }
                    }));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** A pod's log from its first line on, while it is written. */
    LogWatch log(String pod) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(JobManifest.CONTAINER)
                .watchLog();
    }

    /** What a pod's log holds now. */
    InputStream writtenLog(String pod) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(JobManifest.CONTAINER)
                .getLogInputStream();
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T ask(Supplier<T> request) throws ClusterAway, ClusterRefused {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            String message = e.getStatus() == null
                    ? String.valueOf(e.getMessage())
                    : e.getStatus().getMessage();
            // Without an answer there is no status: only a status of the client's own fault is a no.
            if (e.getCode() < CLIENT_ERROR || e.getCode() == TOO_MANY || e.getCode() >= SERVER_ERROR) {
                throw new ClusterAway(message, e);
            }
            throw new ClusterRefused(e.getCode(), message, e);
        }
    }
}
