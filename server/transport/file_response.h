#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "transport/response.h"

namespace madoguchi::transport {

enum class Disposition {
  kAttachment,  ///< the browser saves it
  kInline,      ///< shown in an <img> or <audio>; only for types that we found or made ourselves
};

/// The answer for a file that a stranger uploaded: a document of it can run nothing and frame
/// nothing, and its type is not guessed. `file_name` may hold anything (RFC 6266 with RFC 8187 for
/// what is not ASCII). `content_type` must be one of our own list, never what the uploader claimed.
[[nodiscard]] Response file_response(std::shared_ptr<const std::string> bytes,
                                     std::string_view content_type, std::string_view file_name,
                                     Disposition disposition = Disposition::kAttachment);

/// Adds the headers that a file needs, all but Cache-Control: see file_response().
void add_file_headers(Response& response, std::string_view content_type, std::string_view file_name,
                      Disposition disposition);

/// The value of the Content-Disposition header.
[[nodiscard]] std::string content_disposition(Disposition disposition, std::string_view file_name);

}  // namespace madoguchi::transport
