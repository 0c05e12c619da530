package io.polyvisor.libvirt;

import java.time.Duration;

/**
 * A native call that has not come back yet.
 *
 * @param function the C function's name
 * @param thread the calling thread's name
 * @param running for how long, at the time of asking
 */
public record RunningCall(String function, String thread, Duration running) {}
