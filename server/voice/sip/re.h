#pragma once

// libre 1.1.0, the only place that includes it. Its macros are taken away again.

extern "C" {
#include <re.h>
}

#undef ARRAY_SIZE
#undef MIN
#undef MAX

#include <memory>
#include <string_view>

namespace madoguchi::voice {

/// Gives one reference back. Reference counts of libre are not atomic: every object stays on the
/// thread that made it.
struct ReDeref {
  void operator()(void* object) const { mem_deref(object); }
};
template <class T>
using RePtr = std::unique_ptr<T, ReDeref>;

[[nodiscard]] inline std::string_view view_of(const pl& text) {
  return text.p == nullptr ? std::string_view() : std::string_view(text.p, text.l);
}

}  // namespace madoguchi::voice
