#include "transport/response.h"

#include <utility>

namespace madoguchi::transport {

Response& Response::with_header(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response json_response(std::string json, int status) {
  Response response;
  response.status = status;
  response.with_header("Content-Type", "application/json");
  response.body = std::move(json);
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace madoguchi::transport
