package io.polyvisor.placement.wrong;

import java.nio.file.Path;

/** Breaks a rule of the house, to show that the rule can fail. */
record ReadsFiles(Path known) {}
