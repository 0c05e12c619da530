package io.polyvisor.model;

/** Whether the agent in the guest can be asked. */
public enum AgentState {
    /** No agent answers. */
    NONE,
    /** It is connected. */
    CONNECTED
}
