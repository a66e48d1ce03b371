#include "features/files/files_api.h"

#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "features/chats/contact_presenter.h"
#include "features/sign_in/request_input.h"
#include "transport/file_response.h"
#include "transport/percent.h"

namespace madoguchi::features {
namespace {

using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

constexpr std::size_t kMaxNameCharacters = 255;

awaitable<Result<Response>> upload(SignInService& sign_in, FilesService& files, Request request) {
  MDG_AWAIT(const auto me, sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_chat(service));
  MDG_CO_ASSIGN(auto name, file_name_of(request));
  MDG_AWAIT(const auto file,
            files.add(service, {.sender = me.id}, std::move(name), std::move(request.body)));
  co_return transport::json_response(boost::json::serialize(file_json(file)), 201);
}

awaitable<Result<Response>> download(SignInService& sign_in, FilesService& files, Request request) {
  MDG_AWAIT(const auto me, sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  MDG_CO_ASSIGN(const auto id, path_id<base::FileId>(request, "fileId"));
  MDG_AWAIT(auto contents, files.read(service, {.sender = me.id}, id));
  co_return file_download(std::move(contents));
}

}  // namespace

Result<std::string> file_name_of(const Request& request) {
  const auto name =
      transport::percent_decode(request.header("x-file-name"), transport::Plus::kLiteral);
  if (!name || name->empty() || !base::is_valid_text(*name) ||
      base::count_characters(*name) > kMaxNameCharacters) {
    return base::fail(
        base::invalid_input("X-File-Name", "1 to 255 characters, percent-encoded UTF-8"));
  }
  return *name;
}

Response file_download(FileContents contents) {
  const auto disposition = contents.file.is_image() ? transport::Disposition::kInline
                                                    : transport::Disposition::kAttachment;
  return transport::file_response(std::move(contents.bytes), contents.file.type, contents.file.name,
                                  disposition)
      .with_header("Cache-Control", "private, max-age=86400");
}

void add_files_routes(transport::Router& router, SignInService& sign_in, FilesService& files) {
  const std::string all = "/api/v1/services/{serviceId}/files";
  router.add(transport::Method::kPost, all,
             [&](Request request) { return upload(sign_in, files, std::move(request)); },
             {.max_body_bytes = kMaxFileBytes});
  router.add(transport::Method::kGet, all + "/{fileId}",
             [&](Request request) { return download(sign_in, files, std::move(request)); });
}

}  // namespace madoguchi::features
