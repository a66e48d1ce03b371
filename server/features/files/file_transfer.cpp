#include "features/files/file_transfer.h"

#include "base/text.h"
#include "transport/file_response.h"
#include "transport/percent.h"

namespace madoguchi::features {
namespace {

constexpr std::size_t kMaxNameCharacters = 255;

}  // namespace

base::Result<std::string> file_name_of(const transport::Request& request) {
  const auto name =
      transport::percent_decode(request.header("x-file-name"), transport::Plus::kLiteral);
  if (!name || name->empty() || !base::is_valid_text(*name) ||
      base::count_characters(*name) > kMaxNameCharacters) {
    return base::fail(
        base::invalid_input("X-File-Name", "1 to 255 characters, percent-encoded UTF-8"));
  }
  return *name;
}

transport::Response file_download(FileContents contents) {
  const auto disposition = contents.file.is_image() ? transport::Disposition::kInline
                                                    : transport::Disposition::kAttachment;
  return transport::file_response(std::move(contents.bytes), contents.file.type, contents.file.name,
                                  disposition)
      .with_header("Cache-Control", "private, max-age=86400");
}

}  // namespace madoguchi::features
