#include <array>
#include <cstdarg>
#include <cstdio>

#include <spdlog/spdlog.h>

#include "voice/sip/re.h"

namespace madoguchi::voice {
namespace {

/// libre reports every malformed datagram of strangers on standard error, and web sockets on
/// standard output, which belongs to the program. At the level debug only: strangers decide how
/// much there is.
int take_line(const char* format, va_list arguments) {
  if (!spdlog::should_log(spdlog::level::debug)) return 0;
  std::array<char, 256> text{};
  if (re_vsnprintf(text.data(), text.size(), format, arguments) < 0) return 0;
  spdlog::debug("libre: {}", text.data());
  return 0;
}

}  // namespace
}  // namespace madoguchi::voice

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): names of the linker.
extern "C" {

int __wrap_re_fprintf(FILE*, const char* format, ...);
int __wrap_re_printf(const char* format, ...);

int __wrap_re_fprintf(FILE*, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = madoguchi::voice::take_line(format, arguments);
  va_end(arguments);
  return written;
}

int __wrap_re_printf(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = madoguchi::voice::take_line(format, arguments);
  va_end(arguments);
  return written;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
