package io.polyvisor.vsphere.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
public final class SecondPublicType {
    private SecondPublicType() {}
}
