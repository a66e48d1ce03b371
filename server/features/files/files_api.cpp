#include "features/files/files_api.h"

#include <boost/json/serialize.hpp>

#include "features/contacts/contact_presenter.h"
#include "features/files/file_transfer.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::Result;
using boost::asio::awaitable;
using transport::Request;
using transport::Response;

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

void add_files_routes(transport::Router& router, SignInService& sign_in, FilesService& files) {
  const std::string all = "/api/v1/services/{serviceId}/files";
  router.add(transport::Method::kPost, all,
             [&](Request request) { return upload(sign_in, files, std::move(request)); },
             {.max_body_bytes = kMaxFileBytes});
  router.add(transport::Method::kGet, all + "/{fileId}",
             [&](Request request) { return download(sign_in, files, std::move(request)); });
}

}  // namespace madoguchi::features
