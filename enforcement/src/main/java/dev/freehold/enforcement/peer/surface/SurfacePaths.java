package dev.freehold.enforcement.peer.surface;

/** Where services answer to the gateway with surfaces of theirs. */
public final class SurfacePaths {
    public static final String FINE_TUNING = "/internal/finetune/v1/surface/";

    private SurfacePaths() {}
}
