/** What the command line prints: tables and lines for people, documents of one stable schema for scripts. */
@NullMarked
package io.polyvisor.cli.output;

import org.jspecify.annotations.NullMarked;
