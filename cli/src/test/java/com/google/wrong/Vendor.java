package com.google.wrong;

/** Breaks a rule of the house, to show that the rule can fail. */
public record Vendor() {}
