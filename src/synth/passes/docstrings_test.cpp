#include "synth/passes/docstrings.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "synth/passes/fake_kernel.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The tests build many nodes.

struct DocstringsKernel : FakeKernel {
  DocstringsKernel() {
    const VarId x = Local("x", kFloat);
    const FuncId helper = Helper("eval_pos_err", std::array{x}, b.Var(x));
    const VarId out = Param("rel_vel", ArrayOf(kFloat, 1));
    Param("dt", kFloat);
    Begin();
    b.Store(Element(out, b.Var(Tid())), b.UserCall(helper, std::array{b.Real(1.0)}));
    Finish("update_rel_vel");
    module.launch.args[0].is_output = true;
  }

  void Run(const profile::Profile& profile, uint64_t seed) {
    const std::string before = CodeOf(module);
    Rng rng(seed, 0, 0);
    DrawDocstrings(module, profile, rng);
    EXPECT_EQ(Violation(), "");
    EXPECT_EQ(CodeOf(module), before);
  }

  std::string TextOf(TextId id) const { return id.is_valid() ? module[id] : "(none)"; }
};

TEST(DocstringsTest, AProfileOfZerosDocumentsNoKernel) {
  DocstringsKernel k;
  k.Run(ZeroProfile(), 1);
  EXPECT_FALSE(k.module.kernel_function().docstring.is_valid());
  EXPECT_FALSE(k.module.module_comment.is_valid());
}

TEST(DocstringsTest, TheKernelsNameBecomesASentence) {
  profile::Profile profile = ZeroProfile();
  profile.text_docstrings = 1.0;
  bool helper = false;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    DocstringsKernel k;
    k.Run(profile, seed);
    const std::string text = k.TextOf(k.module.kernel_function().docstring);
    EXPECT_TRUE(text.starts_with("Update the relative velocity") ||
                text.starts_with("Update relative velocity"))
        << text;
    EXPECT_TRUE(text.ends_with(".")) << text;
    helper = helper || k.TextOf(k.module.functions[0].docstring) == "Evaluate the position error.";
  }
  EXPECT_TRUE(helper);
}

TEST(DocstringsTest, EveryArgumentHasALine) {
  profile::Profile profile = ZeroProfile();
  profile.text_docstrings = 1.0;
  profile.text_argument_docs = 1.0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    DocstringsKernel k;
    k.Run(profile, seed);
    const std::string text = k.TextOf(k.module.kernel_function().docstring);
    const size_t output = text.find("\n    rel_vel: ");
    ASSERT_NE(text.find("\n\nArgs:\n"), std::string::npos) << text;
    ASSERT_NE(output, std::string::npos) << text;
    EXPECT_NE(text.find("\n    dt: The parameter."), std::string::npos) << text;
    const std::string description = text.substr(output + 14, 9);
    EXPECT_TRUE(description == "Output re" || description == "Resulting") << text;
  }
}

TEST(DocstringsTest, TheModuleGetsACommentOrADocstring) {
  profile::Profile profile = ZeroProfile();
  profile.text_module_comments = 1.0;
  int docstrings = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    DocstringsKernel k;
    k.Run(profile, seed);
    EXPECT_NE(k.TextOf(k.module.module_comment).find("elative velocity"), std::string::npos);
    docstrings += k.module.style.module_docstring ? 1 : 0;
  }
  EXPECT_GT(docstrings, 0);
  EXPECT_LT(docstrings, 20);
}

}  // namespace
}  // namespace warploom::synth::passes
