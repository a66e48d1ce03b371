#include "transport/file_response.h"

#include "base/text.h"
#include "transport/percent.h"

namespace madoguchi::transport {
namespace {

/// For clients without RFC 8187. Quotes and backslashes are read in different ways, a percent sign
/// is decoded by some, and a slash must not become a folder: all of them, and what is not ASCII,
/// become '_'.
std::string ascii_name(std::string_view file_name) {
  std::string ascii;
  for (const char c : file_name) {
    const bool is_plain = c >= 0x20 && c < 0x7F;
    const bool is_special = std::string_view("\"\\%/:*?<>|;").find(c) != std::string_view::npos;
    ascii += is_plain && !is_special ? c : '_';
  }
  return ascii;
}

/// Without control characters and folders; what is no UTF-8 has no extended form at all.
std::string extended_name(std::string_view file_name) {
  if (!base::is_valid_text(file_name)) return percent_encode(ascii_name(file_name));
  std::string clean;
  for (const char c : file_name) {
    const auto byte = static_cast<unsigned char>(c);
    clean += byte < 0x20 || byte == 0x7F || c == '/' || c == '\\' ? '_' : c;
  }
  return percent_encode(clean);
}

}  // namespace

std::string content_disposition(Disposition disposition, std::string_view file_name) {
  std::string value = disposition == Disposition::kInline ? "inline" : "attachment";
  if (file_name.empty()) return value;
  return value + "; filename=\"" + ascii_name(file_name) + "\"; filename*=UTF-8''" +
         extended_name(file_name);
}

void add_file_headers(Response& response, std::string_view content_type, std::string_view file_name,
                      Disposition disposition) {
  response.with_header("Content-Type", std::string(content_type));
  response.with_header("Content-Disposition", content_disposition(disposition, file_name));
  response.with_header("Content-Security-Policy", "sandbox; default-src 'none'");
  response.with_header("X-Content-Type-Options", "nosniff");
  response.with_header("Cross-Origin-Resource-Policy", "same-origin");
}

Response file_response(std::shared_ptr<const std::string> bytes, std::string_view content_type,
                       std::string_view file_name, Disposition disposition) {
  Response response;
  add_file_headers(response, content_type, file_name, disposition);
  response.with_header("Cache-Control", "private, max-age=3600");
  response.shared_body = std::move(bytes);
  return response;
}

}  // namespace madoguchi::transport
