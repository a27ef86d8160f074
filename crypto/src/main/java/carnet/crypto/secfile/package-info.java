/**
 * The SecFile: a record file encrypted as the payload of the age v1 format, and the age header that makes it an
 * ordinary {@code .age} file (SPEC, "SecFile").
 */
@NullMarked
package carnet.crypto.secfile;

import org.jspecify.annotations.NullMarked;
