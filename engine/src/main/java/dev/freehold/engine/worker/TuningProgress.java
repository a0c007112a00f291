package dev.freehold.engine.worker;

/**
 * One step of a tuning under way.
 *
 * @param epoch from 1
 * @param step from 1
 * @param steps planned; fewer are taken when tuning stops early
 * @param loss of the step's batch, before the update
 * @param rate learning rate of the step
 */
public record TuningProgress(int epoch, int step, int steps, double loss, double rate) {}
