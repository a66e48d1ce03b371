#include "transport/file_response.h"

#include <gtest/gtest.h>

#include "transport/response_head.h"

namespace madoguchi::transport {
namespace {

TEST(ContentDisposition, gives_both_forms_of_the_name) {
  EXPECT_EQ(content_disposition(Disposition::kAttachment, "report 1.pdf"),
            "attachment; filename=\"report 1.pdf\"; filename*=UTF-8''report%201.pdf");
  EXPECT_EQ(content_disposition(Disposition::kInline, "窓.png"),
            "inline; filename=\"___.png\"; filename*=UTF-8''%E7%AA%93.png");
  EXPECT_EQ(content_disposition(Disposition::kAttachment, ""), "attachment");
}

TEST(ContentDisposition, hostile_names_stay_inside) {
  EXPECT_EQ(content_disposition(Disposition::kAttachment, "a\"; x=\"b\r\nSet-Cookie: c\\%41/../d"),
            "attachment; filename=\"a__ x=_b__Set-Cookie_ c__41_.._d\"; "
            "filename*=UTF-8''a%22%3B%20x%3D%22b__Set-Cookie%3A%20c_%2541_.._d");
  EXPECT_EQ(content_disposition(Disposition::kAttachment, "\xFF.exe"),
            "attachment; filename=\"_.exe\"; filename*=UTF-8''_.exe");
}

TEST(FileResponse, can_run_nothing) {
  const auto bytes = std::make_shared<const std::string>("<script>");
  auto response = file_response(bytes, "text/html", "a\r\nb.html");
  EXPECT_EQ(response.shared_body, bytes);
  EXPECT_TRUE(has_sound_headers(response));
  add_common_headers(response, "id");
  const auto head = response_head(response, Persistence::kKeepAlive);
  for (const auto* line :
       {"Content-Security-Policy: sandbox; default-src 'none'\r\n",
        "X-Content-Type-Options: nosniff\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n",
        "Content-Disposition: attachment;", "Content-Length: 8\r\n",
        "Cache-Control: private, max-age=3600\r\n"}) {
    EXPECT_NE(head.find(line), std::string::npos) << line << head;
  }
}

}  // namespace
}  // namespace madoguchi::transport
