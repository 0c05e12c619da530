/** A backend of one's own, as small as it gets: docs/adding-a-backend.md walks through it. */
@NullMarked
package io.polyvisor.examples.shed;

import org.jspecify.annotations.NullMarked;
