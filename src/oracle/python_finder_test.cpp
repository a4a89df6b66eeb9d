#include "oracle/python_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "os/fake_file_system.h"

namespace warploom::oracle {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class PythonFinderTest : public ::testing::Test {
 protected:
  void AddFile(const std::string& path, std::string_view bytes = "") {
    ASSERT_TRUE(fs_.MakeDirectories(std::filesystem::path(path).parent_path().string()));
    ASSERT_TRUE(WriteFileAtomically(fs_, path, bytes));
  }

  void AddVenv(const std::string& folder) {
    AddFile(folder + "/pyvenv.cfg");
    AddFile(folder + "/bin/python3");
  }

  void AddSourceTree(const std::string& folder) {
    AddFile(folder + "/CMakeLists.txt");
    AddFile(folder + "/python/warploom/worker.py");
  }

  PythonCommand Find(const PythonSearch& search) {
    const Result<PythonCommand> found = FindPython(fs_, search);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(PythonCommand{});
  }

  std::string FindError(const PythonSearch& search) {
    const Result<PythonCommand> found = FindPython(fs_, search);
    EXPECT_FALSE(found) << found->python;
    EXPECT_EQ(found.error().kind, ErrorKind::kEnvironment);
    return found.error().message;
  }

  FakeFileSystem fs_;
};

TEST_F(PythonFinderTest, TheOrderIsAsDocumented) {
  AddFile("/usr/bin/python3");
  AddFile("/option/python");
  AddFile("/variable/python");
  AddVenv("/venv");
  AddFile("/venv/bin/warploom");
  PythonSearch search{.option = "/option/python",
                      .variable = "/variable/python",
                      .path = "/bin:/usr/bin",
                      .pythonpath = "",
                      .binary = "/venv/bin/warploom"};
  EXPECT_EQ(Find(search).python, "/option/python");
  EXPECT_EQ(Find(search).found_by, "--python");
  search.option.clear();
  EXPECT_EQ(Find(search).python, "/variable/python");
  search.variable.clear();
  EXPECT_EQ(Find(search).python, "/venv/bin/python3");
  search.binary = "/usr/local/bin/warploom";
  EXPECT_EQ(Find(search).python, "/usr/bin/python3");
  EXPECT_EQ(Find(search).found_by, "PATH");
  EXPECT_THAT(Find(search).worker, ElementsAre("/usr/bin/python3", "-m", "warploom.worker"));
  EXPECT_THAT(Find(search).environment, Contains(Pair("PYTHONPATH", "")));
}

TEST_F(PythonFinderTest, AWheelKeepsTheBinaryDeepInTheEnvironment) {
  AddVenv("/venv");
  EXPECT_EQ(Find({.binary = "/venv/lib/python3.11/site-packages/warploom/bin/warploom"}).python,
            "/venv/bin/python3");
}

TEST_F(PythonFinderTest, ABuildInTheSourceTreeUsesItsVenvAndPackage) {
  AddSourceTree("/src/warploom");
  AddVenv("/src/warploom/.venv");
  const PythonCommand found =
      Find({.pythonpath = "/mine", .binary = "/src/warploom/build/dev/warploom"});
  EXPECT_EQ(found.python, "/src/warploom/.venv/bin/python3");
  EXPECT_EQ(found.found_by, "the source tree's .venv");
  EXPECT_THAT(found.environment,
              ElementsAre(Pair("PYTHONPATH", "/src/warploom/python"), Pair("PYTHONHOME", ""),
                          Pair("WARPLOOM_PYTHONPATH", "/mine")));
}

TEST_F(PythonFinderTest, ABuildElsewhereKnowsItsSourceTree) {
  AddSourceTree("/src/warploom");
  AddVenv("/src/warploom/.venv");
  AddFile("/tmp/build/CMakeCache.txt",
          "# made by CMake\nCMAKE_HOME_DIRECTORY:INTERNAL=/src/warploom\nX:BOOL=ON\n");
  const PythonCommand found = Find({.binary = "/tmp/build/warploom"});
  EXPECT_EQ(found.python, "/src/warploom/.venv/bin/python3");
  EXPECT_THAT(found.environment, Contains(Pair("PYTHONPATH", "/src/warploom/python")));
}

TEST_F(PythonFinderTest, TheUsersPythonStillGetsTheSourceTreesPackage) {
  AddSourceTree("/src/warploom");
  AddFile("/opt/python3.12");
  const PythonCommand found =
      Find({.option = "python3.12", .path = "/usr/bin:/opt", .binary = "/src/warploom/build/x"});
  EXPECT_EQ(found.python, "/opt/python3.12");
  EXPECT_THAT(found.environment, Contains(Pair("PYTHONPATH", "/src/warploom/python")));
}

TEST_F(PythonFinderTest, APackageInAFolderOfPythonpathStaysFirst) {
  AddFile("/usr/bin/python3");
  AddFile("/target/warploom/worker.py");
  const PythonSearch search{
      .path = "/usr/bin", .pythonpath = "/mine:/target", .binary = "/target/warploom/bin/warploom"};
  EXPECT_THAT(Find(search).environment, Contains(Pair("PYTHONPATH", "/target")));
  EXPECT_THAT(Find(search).environment, Contains(Pair("WARPLOOM_PYTHONPATH", "/mine:/target")));
}

TEST_F(PythonFinderTest, ABrokenVenvOfTheSourceTreeIsNotPassedOver) {
  AddFile("/usr/bin/python3");
  AddSourceTree("/src/warploom");
  ASSERT_TRUE(fs_.MakeDirectories("/src/warploom/.venv"));
  EXPECT_THAT(FindError({.path = "/usr/bin", .binary = "/src/warploom/build/warploom"}),
              HasSubstr("the environment /src/warploom/.venv has no interpreter"));
}

TEST_F(PythonFinderTest, SaysWhatIsWrong) {
  AddFile("/usr/bin/python3");
  EXPECT_THAT(FindError({.option = "/no/python", .path = "/usr/bin"}),
              HasSubstr("--python names \"/no/python\", which is not a file"));
  EXPECT_THAT(FindError({.variable = "python9", .path = "/usr/bin"}),
              HasSubstr("WARPLOOM_PYTHON names \"python9\", which is not on PATH"));
  EXPECT_THAT(FindError({.path = "/bin", .binary = "/usr/bin/warploom"}),
              HasSubstr("no python3 on PATH; install Python"));
}

TEST(PythonSearchTest, KnowsThisProgram) {
  EXPECT_THAT(PythonSearch::FromProcess("x").binary, HasSubstr("oracle_test"));
}

}  // namespace
}  // namespace warploom::oracle
