package io.polyvisor.model;

/** When a volume takes its space. */
public enum Provisioning {
    /** As it is written. */
    THIN,
    /** At once. */
    THICK
}
