/** The {@code polyvisor} command: composes the modules, talks to people through tables and to scripts through JSON and exit codes. */
@NullMarked
package io.polyvisor.cli;

import org.jspecify.annotations.NullMarked;
