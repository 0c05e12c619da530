/** Carries plans out: re-checks, keeps a journal, resumes, undoes. */
@NullMarked
package io.polyvisor.apply;

import org.jspecify.annotations.NullMarked;
