#include "transport/content_type.h"

#include <algorithm>
#include <array>

namespace madoguchi::transport {
namespace {

struct Row {
  std::string_view ending;
  std::string_view type;
};

constexpr std::array kRows{
    Row{".css", "text/css; charset=utf-8"},
    Row{".gif", "image/gif"},
    Row{".html", "text/html; charset=utf-8"},
    Row{".ico", "image/x-icon"},
    Row{".jpg", "image/jpeg"},
    Row{".js", "text/javascript; charset=utf-8"},
    Row{".json", "application/json"},
    Row{".map", "application/json"},
    Row{".mjs", "text/javascript; charset=utf-8"},
    Row{".mp3", "audio/mpeg"},
    Row{".ogg", "audio/ogg"},
    Row{".png", "image/png"},
    Row{".svg", "image/svg+xml"},
    Row{".txt", "text/plain; charset=utf-8"},
    Row{".wasm", "application/wasm"},
    Row{".wav", "audio/wav"},
    Row{".webmanifest", "application/manifest+json"},
    Row{".webp", "image/webp"},
    Row{".woff2", "font/woff2"},
    Row{".yaml", "application/yaml"},
};

}  // namespace

std::string_view content_type_of(std::string_view file_name) {
  const auto found =
      std::ranges::find_if(kRows, [&](const Row& row) { return file_name.ends_with(row.ending); });
  return found == kRows.end() ? "application/octet-stream" : found->type;
}

}  // namespace madoguchi::transport
