"""What the packages of a bundle bring of others: see ``bundle_native.Native`` for what each word says.

A library that is not here fails the build, and so does a sign that is in none of the files. When a version of a package
is changed: build, read what the build says, look at what has come (``readelf -d``, ``strings``, the package's notices).
"""

from __future__ import annotations

from bundle_native import Native

_CV = r"opencv_python_headless\.libs/"
_CV2 = r"cv2/cv2\.abi3\.so"
_CV_TEXT = "opencv-python-headless/LICENSE-3RD-PARTY.txt#"
_PIL = r"pillow\.libs/"
_PIL_TEXT = "pillow/LICENSE#"
_NUMPY_TEXT = "numpy/LICENSE.txt#"
_QT = r"PySide6/Qt/lib/"
_QT_TEXT = "kept/Qt-third-party.txt#Files: src/3rdparty/"
_QT_MORE = "kept/Qt-6.11.txt#"
_TORCH = r"torch/lib/libtorch_cpu\.so"
_TORCH_TEXT = "torch/third_party/"
_ORT = r"onnxruntime/capi/onnxruntime_pybind11_state\..*\.so"
_ORT_TEXT = "onnxruntime/ThirdPartyNotices.txt#"
_ONNX = r"onnx/onnx_cpp2py_export\..*\.so"
_RUST = r"safetensors/_safetensors_rust\.abi3\.so"
_DYNLOAD = r"python3\.\d+/lib-dynload/"
_LGPL3 = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
_EIGEN = "https://gitlab.com/libeigen/eigen"
_GNU = "https://ftp.gnu.org/gnu/gcc/gcc-{number}/gcc-{number}.tar.xz"
_QT_SOURCE = "https://download.qt.io/official_releases/qt/{minor}/{number}/"
_GCC_TEXT = _NUMPY_TEXT + "GCC RUNTIME LIBRARY EXCEPTION"

#: Libraries that are no modules, and are their package's own all the same.
OWN = (
    r"PySide6/libpyside6\.abi3\.so[.\d]*",
    r"shiboken6/libshiboken6\.abi3\.so[.\d]*",
    r"onnxruntime/capi/libonnxruntime_providers_(?:shared|cuda|tensorrt)\.so",
    r"torch/lib/lib(?:c10|shm|torch|torch_cpu|torch_global_deps|torch_python)\.so",
    r"torch/lib/lib(?:c10_cuda|torch_cuda|torch_cuda_linalg|torch_nvshmem|caffe2_nvrtc)\.so",
    r"torch/bin/torch_shm_manager",
    # NVIDIA's, which come as packages of their own with a torch for its cards.
    r"nvidia/.*\.so[.\d]*",
)

NATIVE: tuple[Native, ...] = (
    # Qt, its plug-ins, and what is linked into them.
    Native(
        "Qt",
        _LGPL3,
        r"PySide6/Qt/lib/libQt6\w+\.so\.6|PySide6/Qt/plugins/[\w-]+/lib[\w-]+\.so",
        "kept/Qt-and-PySide6.txt#The Qt Company",
        r"Qt (6\.\d+\.\d+) \(",
        source=_QT_SOURCE,
    ),
    Native(
        "ICU",
        # Its own, and those of the dictionaries that are in its data. The text is that of 73.2.
        "Unicode-DFS-2016 AND ICU AND BSD-3-Clause AND BSD-2-Clause AND NAIST-2003",
        _QT + r"libicu(?:data|i18n|uc)\.so\.73",
        "kept/ICU.txt#UNICODE, INC. LICENSE AGREEMENT",
    ),
    Native(
        "PCRE2", "BSD-3-Clause", _QT + "libQt6Core.*", _QT_TEXT + "pcre2", r"(10\.\d+) 20\d\d-\d\d-\d\d", inside=True
    ),
    # What leaves no sign of its own is there because Qt's sources have it and the wheel links no other.
    Native("double-conversion", "BSD-3-Clause", _QT + "libQt6Core.*", _QT_TEXT + "double-conversion", inside=True),
    Native("TinyCBOR", "MIT", _QT + "libQt6Core.*", _QT_TEXT + "tinycbor", inside=True),
    Native("forkfd", "MIT", _QT + "libQt6Core.*", _QT_TEXT + "forkfd", inside=True),
    Native("easing", "BSD-3-Clause", _QT + "libQt6Core.*", _QT_TEXT + "easing", inside=True),
    Native(
        "SHA-3 and SHA-2 of Qt",
        "BSD-3-Clause AND CC0-1.0 AND BSD-2-Clause",
        _QT + "libQt6Core.*",
        _QT_TEXT + "rfc6234",
        inside=True,
    ),
    *(
        Native(name, licence, _QT + f"libQt6{module}.*", _QT_MORE + words, sign, inside=True)
        for module, name, licence, words, sign in (
            ("Core", "BLAKE2", "CC0-1.0 OR Apache-2.0", "Qt Core: BLAKE2", ""),
            ("Core", "MD4, MD5, SipHash, tl::expected", "CC0-1.0", "Qt Core: MD4", ""),
            ("Core", "SHA-1 of Qt", "LicenseRef-public-domain", "Qt Core: SHA-1", ""),
            ("Core", "sljit", "BSD-2-Clause", "Qt Core: sljit", ""),
            ("Core", "Unicode Character Database and CLDR", "Unicode-3.0", "Qt Core: Unicode", ""),
            ("Core", "MIME types of Apache Tika", "Apache-2.0", "Qt Core: MIME types", ""),
            ("Gui", "Emoji Segmenter", "Apache-2.0", "Qt Gui: Emoji Segmenter", "EmojiSegmenter"),
            ("Gui", "FreeType (rasterizer)", "FTL OR GPL-2.0-only", "Qt Gui: rasterizer of FreeType", ""),
            ("Gui", "Imlib2 (smooth scaling)", "BSD-2-Clause AND Imlib2", "Qt Gui: smooth scaling", ""),
            ("Gui", "X server (regions)", "X11 AND HPND", "Qt Gui: X server helper", ""),
            ("Gui", "Adobe Glyph List", "BSD-3-Clause", "Qt Gui: Adobe Glyph List", ""),
            ("Gui", "sRGB profile of the ICC", "LicenseRef-ICC-License", "Qt Gui: sRGB profile", "sRGB2014"),
            ("XcbQpa", "XCB-XInput", "X11", "Qt Gui: XCB-XInput", "XInputExtension"),
            ("Svg", "XSVG", "HPND-sell-variant", "Qt Svg: XSVG", ""),
            ("Test", "Cycle", "MIT", "Qt Test: Cycle", ""),
        )
    ),
    Native("HarfBuzz", "MIT-Modern-Variant", _QT + "libQt6Gui.*", _QT_TEXT + "harfbuzz-ng", "hb_qt_font_", inside=True),
    Native(
        "libpng", "libpng-2.0", _QT + "libQt6Gui.*", _QT_TEXT + "libpng", r"libpng version (1[\d.]*\d)", inside=True
    ),
    Native("MD4C", "MIT", _QT + "libQt6Gui.*", _QT_TEXT + "md4c", "mity/md4c", inside=True),
    Native("pixman (a part)", "MIT", _QT + "libQt6Gui.*", _QT_TEXT + "pixman", inside=True),
    Native(
        "libjpeg-turbo",
        "IJG AND BSD-3-Clause AND Zlib",
        r"PySide6/Qt/plugins/imageformats/libqjpeg\.so",
        _QT_TEXT + "libjpeg",
        "The libjpeg-turbo Project",
        inside=True,
    ),
    Native(
        "Wayland's protocols",
        "MIT AND HPND-sell-variant",
        _QT + "libQt6WaylandClient.*",
        _QT_MORE + "Wayland protocols under the MIT licence",
        "wl_",
        inside=True,
    ),
    Native(
        "KDE's protocol for menus",
        "LGPL-2.1-or-later",
        _QT + "libQt6WaylandClient.*",
        _QT_MORE + "Wayland KDE DBus Menu Protocol",
        "org_kde_kwin_appmenu",
        inside=True,
        # Of no version of its own: it lies in the sources of Qt (qtbase).
        source="https://download.qt.io/official_releases/qt/",
    ),
    # OpenCV.
    Native(
        "FFmpeg",
        "LGPL-2.1-or-later",
        _CV + r"lib(?:avcodec|avformat|avutil|swresample|swscale)-.*",
        _CV_TEXT + "FFmpeg is redistributed",
        r"FFmpeg version (\d[\d.]*\d)",
        source="https://ffmpeg.org/releases/ffmpeg-{number}.tar.xz",
    ),
    Native("libaom", "BSD-2-Clause", _CV + "libaom-.*", _CV_TEXT + "aom library", r"\x00v?(3\.\d+\.\d+)\x00"),
    Native("libavif", "BSD-2-Clause", _CV + "libavif-.*", _CV_TEXT + "libavif library", r"\x00(1\.\d+\.\d+)\x00"),
    Native(
        "libyuv", "BSD-3-Clause", _CV + "libavif-.*", _CV_TEXT + "Files: third_party/libyuv", "ScalePlane", inside=True
    ),
    Native("libvpx", "BSD-3-Clause", _CV + "libvpx-.*", _CV_TEXT + "libvpx is redistributed", r"v(1\.\d+\.\d+)"),
    Native("OpenSSL", "OpenSSL", _CV + "lib(?:crypto|ssl)-.*", _CV_TEXT + "libcrypto and libssl", r"OpenSSL (1\S+)"),
    Native("libdrm", "MIT", _CV + "libdrm-.*", "kept/libdrm.txt#Permission is hereby granted"),
    Native(
        "OpenBLAS, LAPACK",
        "BSD-3-Clause AND BSD-3-Clause-Open-MPI",
        _CV + "libopenblasp-.*",
        _NUMPY_TEXT + "Name: LAPACK",
        r"OpenBLAS (\d+[.\d]*\d)",
    ),
    Native("libpng", "libpng-2.0", _CV + "libpng16-.*", _CV_TEXT + "libpng is redis", r"libpng version (1[\d.]*\d)"),
    Native("libgfortran", _GCC, _CV + "libgfortran-.*", _GCC_TEXT, source=_GNU),
    Native(
        "libquadmath",
        "LGPL-2.1-or-later",
        _CV + "libquadmath-.*",
        _NUMPY_TEXT + "libquadmath",
        source=_GNU,
    ),
    Native(
        "libjpeg-turbo",
        "IJG AND BSD-3-Clause AND Zlib",
        _CV2,
        _CV_TEXT + "Libjpeg-turbo is redistributed",
        r"libjpeg-turbo \(ver ([\d.]+)",
        inside=True,
    ),
    Native("libwebp", "BSD-3-Clause", _CV2, _CV_TEXT + "libwebp and libwebpmux", "WEBP: +build", inside=True),
    Native("LibTIFF", "libtiff", _CV2, _CV_TEXT + "TIFF library", r"TIFF: +build \(ver 42 - ([\d.]+)", inside=True),
    Native("OpenJPEG", "BSD-2-Clause", _CV2, _CV_TEXT + "OpenJPEG", r"JPEG 2000: +build \(ver ([\d.]+)", inside=True),
    Native("Protobuf", "BSD-3-Clause", _CV2, _CV_TEXT + "Protobuf", r"Protobuf: +build \(([\d.]+)", inside=True),
    Native(
        "FlatBuffers", "Apache-2.0", _CV2, _CV_TEXT + "Flatbuffers", r"Flatbuffers: \D+3rdparty \(([\d.]+)", inside=True
    ),
    Native("MLAS", "MIT", _CV2, _CV_TEXT + "MLAS library", "MLAS_SGEMM", inside=True),
    Native(
        "Intel IPP",
        "LicenseRef-Intel-Simplified-2022-10",
        _CV2,
        _CV_TEXT + "Intel(R) IPP ICV library",
        r"Intel IPP: +([\d.]+)",
        inside=True,
    ),
    Native("ittnotify", "BSD-3-Clause", _CV2, "kept/ittapi.txt#Intel Corporation", r"Intel ITT\(([\d.]+)", inside=True),
    # The fonts are packed (gzip), with their files' names at the head.
    Native("Rubik", "OFL-1.1", _CV2, "kept/Rubik.txt#The Rubik Project Authors", r"Rubik\.ttf\x00", inside=True),
    Native(
        "WenQuanYi Micro Hei",
        # Its makers offer the GPL with an exception too; the font itself names Apache's licence alone.
        "Apache-2.0",
        _CV2,
        "kept/WenQuanYi-Micro-Hei.txt#WenQuanYi Board of Trustees",
        r"WenQuanYiMicroHei\.ttf\x00",
        inside=True,
    ),
    Native(
        "SoftFloat, FDLIBM",
        "BSD-3-Clause AND SunPro",
        _CV2,
        "kept/SoftFloat.txt#SoftFloat IEEE Floating-Point Arithmetic",
        "softfloat",
        inside=True,
    ),
    # Pillow.
    Native("libXau", "MIT-open-group", _PIL + "libXau-.*", _PIL_TEXT + "XAU"),
    Native("Brotli", "MIT", _PIL + "libbrotli(?:common|dec)-.*", _PIL_TEXT + "BROTLI"),
    Native("FreeType", "FTL OR GPL-2.0-or-later", _PIL + "libfreetype-.*", _PIL_TEXT + "FREETYPE2"),
    Native(
        "HarfBuzz", "MIT-Modern-Variant", _PIL + "libharfbuzz-.*", _PIL_TEXT + "HARFBUZZ", r"\x00(\d+\.\d+\.\d+)\x00"
    ),
    Native(
        "libjpeg-turbo",
        "IJG AND BSD-3-Clause AND Zlib",
        _PIL + "libjpeg-.*",
        _PIL_TEXT + "LIBJPEG",
        r"libjpeg-turbo version ([\d.]+)",
    ),
    Native("Little CMS", "MIT", _PIL + "liblcms2-.*", _PIL_TEXT + "LCMS2"),
    # Pillow's own text is of the time when it was in the public domain, before 5.6.
    Native("liblzma", "0BSD", _PIL + "liblzma-.*", "kept/liblzma.txt#The XZ Utils authors", r"\x00(5\.\d+\.\d+)\x00"),
    Native("OpenJPEG", "BSD-2-Clause", _PIL + "libopenjp2-.*", _PIL_TEXT + "OPENJPEG", r"openjpeg-(\d+\.\d+\.\d+)"),
    Native("libpng", "libpng-2.0", _PIL + "libpng16-.*", _PIL_TEXT + "LIBPNG", r"libpng version (1[\d.]*\d)"),
    Native("LibTIFF", "libtiff", _PIL + "libtiff-.*", _PIL_TEXT + "LIBTIFF", r"LIBTIFF, Version ([\d.]+\d)"),
    Native("libwebp", "BSD-3-Clause", _PIL + r"lib(?:webp|webpdemux|webpmux|sharpyuv)-.*", _PIL_TEXT + "LIBWEBP"),
    Native("libxcb", "X11", _PIL + "libxcb-.*", _PIL_TEXT + "XCB"),
    Native(
        "Zstandard", "BSD-3-Clause OR GPL-2.0-only", _PIL + "libzstd-.*", _PIL_TEXT + "ZSTD", r"zstd-(\d+\.\d+\.\d+)"
    ),
    Native(
        "zlib-ng",
        "Zlib",
        r"PIL/_imaging\..*|" + _PIL + "lib(?:freetype|png16|tiff)-.*",
        _PIL_TEXT + "ZLIB",
        r"1\.3\.1\.zlib-ng",
        inside=True,
    ),
    Native(
        "bzip2", "bzip2-1.0.6", _PIL + "libfreetype-.*", _PIL_TEXT + "BZIP2", r"(1\.0\.\d+), \d+-\w+-20", inside=True
    ),
    Native("Raqm", "MIT", r"PIL/_imagingft\..*", _PIL_TEXT + "RAQM", r"\x00(0\.\d+\.\d+)\x00", inside=True),
    # simplejpeg.
    Native(
        "libjpeg-turbo",
        "IJG AND BSD-3-Clause AND Zlib",
        r"simplejpeg/_jpeg\..*",
        "simplejpeg/LICENSE#libjpeg-turbo",
        r"libjpeg-turbo version ([\d.]+)",
        inside=True,
    ),
    # NumPy.
    Native(
        "OpenBLAS, LAPACK",
        "BSD-3-Clause AND BSD-3-Clause-Open-MPI",
        r"numpy\.libs/libscipy_openblas.*",
        _NUMPY_TEXT + "Name: LAPACK",
        r"OpenBLAS (\d+[.\d]*\d)",
    ),
    Native("libgfortran", _GCC, r"numpy\.libs/libgfortran-.*", _GCC_TEXT, source=_GNU),
    Native(
        "libquadmath",
        "LGPL-2.1-or-later",
        r"numpy\.libs/libquadmath-.*",
        _NUMPY_TEXT + "libquadmath",
        source=_GNU,
    ),
    Native("PocketFFT", "BSD-3-Clause", r"numpy/fft/.*", "numpy/pocketfft/LICENSE.md", "pocketfft", inside=True),
    Native("SVML", "BSD-3-Clause", r"numpy/_core/_multi.*", "numpy/svml/LICENSE", "__svml_", inside=True),
    Native(
        "Highway",
        "Apache-2.0 OR BSD-3-Clause",
        r"numpy/_core/_multiarray_umath.*",
        "numpy/highway/LICENSE",
        inside=True,
    ),
    Native(
        "x86-simd-sort",
        "BSD-3-Clause",
        r"numpy/_core/_multiarray_umath.*",
        "numpy/x86-simd-sort/LICENSE.md",
        inside=True,
    ),
    Native("Dragon4", "MIT", r"numpy/_core/_multiarray_umath.*", "numpy/dragon4_LICENSE.txt", inside=True),
    Native(
        "Mersenne Twister",
        "BSD-3-Clause AND MIT",
        r"numpy/random/_mt19937.*",
        "numpy/mt19937/LICENSE.md",
        inside=True,
    ),
    Native("SFC64", "MIT", r"numpy/random/_sfc64.*", "numpy/sfc64/LICENSE.md", "sfc64", inside=True),
    Native("SplitMix64", "CC0-1.0", r"numpy/random/bit_generator.*", "numpy/splitmix64/LICENSE.md", inside=True),
    Native("libdivide", "Zlib", r"numpy/_core/_multiarray_umath.*", "numpy/libdivide/LICENSE.txt", inside=True),
    Native(
        "pythoncapi-compat",
        "0BSD",
        r"numpy/_core/_multiarray_umath.*",
        "numpy/pythoncapi-compat/COPYING",
        inside=True,
    ),
    Native("PCG", "MIT", r"numpy/random/_pcg64.*", "numpy/pcg64/LICENSE.md", inside=True),
    Native("Random123 (Philox)", "BSD-3-Clause", r"numpy/random/_philox.*", "numpy/philox/LICENSE.md", inside=True),
    # PyTorch.
    Native("libgomp", _GCC, r"torch/lib/libgomp[-\w]*\.so.*", _GCC_TEXT, source=_GNU),
    Native(
        "Intel MKL",
        # torch says which one it is built with: 2024.2. The text is that of the wheel mkl-include 2024.2.0.
        "LicenseRef-Intel-Simplified-2022-10",
        _TORCH,
        "kept/Intel-MKL.txt#Version October 2022",
        "mkl_blas_avx",
        inside=True,
    ),
    Native("oneDNN", "Apache-2.0", _TORCH, _TORCH_TEXT + "ideep/mkl-dnn/LICENSE", "mkl-dnn/src/cpu", inside=True),
    Native("Xbyak", "BSD-3-Clause", _TORCH, _ORT_TEXT + "MITSUNARI Shigeo", "[Xx]byak", inside=True),
    # A copy of its own, from the makers of XNNPACK, whose text is the same.
    Native("QNNPACK", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "XNNPACK/LICENSE", "pytorch_qnnp_", inside=True),
    Native("ideep", "MIT", _TORCH, _TORCH_TEXT + "ideep/LICENSE", "third_party/ideep|ideep/", inside=True),
    Native("ittnotify", "BSD-3-Clause", _TORCH, "kept/ittapi.txt#Intel Corporation", r"ittnotify\.so", inside=True),
    Native("FBGEMM", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "fbgemm/LICENSE", "_ZN6fbgemm", inside=True),
    Native("AsmJit", "Zlib", _TORCH, "kept/asmjit.txt#Petr Kobalicek", "6asmjit", inside=True),
    Native("NNPACK", "BSD-2-Clause", _TORCH, _TORCH_TEXT + "NNPACK/LICENSE", "nnp_shdotxf|nnp_status", inside=True),
    Native("XNNPACK", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "XNNPACK/LICENSE", "XNNPACK", inside=True),
    Native("pthreadpool", "BSD-2-Clause", _TORCH, _TORCH_TEXT + "pthreadpool/LICENSE", "pthreadpool_", inside=True),
    Native("cpuinfo", "BSD-2-Clause", _TORCH, _TORCH_TEXT + "cpuinfo/LICENSE", "cpuinfo_initialize", inside=True),
    Native("FP16, FXdiv, psimd", "MIT", _TORCH, _TORCH_TEXT + "FP16/LICENSE", inside=True),
    Native("SLEEF", "BSL-1.0", _TORCH, _TORCH_TEXT + "sleef/LICENSE.txt", "Sleef_", inside=True),
    Native("Kineto", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "kineto/LICENSE", "libkineto", inside=True),
    Native("Gloo", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "gloo/LICENSE", "_ZN4gloo", inside=True),
    Native("TensorPipe", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "tensorpipe/LICENSE.txt", "tensorpipe", inside=True),
    Native("libnop", "Apache-2.0", _TORCH, _TORCH_TEXT + "tensorpipe/third_party/libnop/LICENSE", "N3nop", inside=True),
    Native(
        "dynolog (a part)", "MIT", _TORCH, "torch/third_party/dynolog/LICENSE", "dynolog/src/ipcfabric", inside=True
    ),
    Native("libuv", "MIT", _TORCH, _TORCH_TEXT + "libuv/LICENSE", "uv_thread", inside=True),
    Native("Protobuf", "BSD-3-Clause", _TORCH, _TORCH_TEXT + "protobuf/LICENSE", "google8protobuf", inside=True),
    Native("ONNX", "Apache-2.0", _TORCH, _TORCH_TEXT + "onnx/LICENSE", "onnx_torch", inside=True),
    Native("fmt", "MIT", _TORCH, _TORCH_TEXT + "fmt/LICENSE", r"_ZN3fmt3v(\d\d)", inside=True),
    Native("miniz", "MIT", _TORCH, _TORCH_TEXT + "miniz-3.0.2/LICENSE", "mz_zip_reader", inside=True),
    Native("FlatBuffers", "Apache-2.0", _TORCH, _TORCH_TEXT + "flatbuffers/LICENSE", "flatbuffers", inside=True),
    Native("cpp-httplib", "MIT", _TORCH, _TORCH_TEXT + "cpp-httplib/LICENSE", "httplib", inside=True),
    Native("JSON for Modern C++", "MIT", _TORCH, _ORT_TEXT + "nlohmann/json", "nlohmann", inside=True),
    Native(
        "pybind11",
        "BSD-3-Clause",
        r"torch/lib/libtorch_python\.so",
        _TORCH_TEXT + "pybind11/LICENSE",
        "pybind11",
        inside=True,
    ),
    # ONNX Runtime and ONNX.
    Native("ONNX", "Apache-2.0", _ORT, _ORT_TEXT + "onnx", r"onnx/src/v?(1\.\d+\.\d+)|onnx", inside=True),
    Native("Protobuf", "BSD-3-Clause", _ORT, _ORT_TEXT + "protocolbuffers/protobuf", "google8protobuf", inside=True),
    Native("pybind11", "BSD-3-Clause", _ORT, _ORT_TEXT + "pybind/pybind11", "pybind11", inside=True),
    Native("Abseil", "Apache-2.0", _ORT, _ORT_TEXT + "abseil-cpp", "absl", inside=True),
    Native("RE2", "BSD-3-Clause", _ORT, _ORT_TEXT + "google/re2", "N3re2", inside=True),
    Native("Eigen", "MPL-2.0", _ORT, _ORT_TEXT + "Eigen", "Eigen::internal", inside=True, source=_EIGEN),
    Native("FlatBuffers", "Apache-2.0", _ORT, _ORT_TEXT + "google/flatbuffers", "flatbuffers::Offset", inside=True),
    Native("JSON for Modern C++", "MIT", _ORT, _ORT_TEXT + "nlohmann/json", "nlohmann", inside=True),
    Native("SafeInt", "MIT", _ORT, _ORT_TEXT + "dcleblanc/SafeInt", "SafeIntOnOverflow|SafeIntException", inside=True),
    Native("Microsoft GSL", "MIT", _ORT, _ORT_TEXT + "Microsoft GSL", "gsl::", inside=True),
    Native("cpuinfo", "BSD-2-Clause", _ORT, _ORT_TEXT + "pytorch/cpuinfo", "cpuinfo_initialize", inside=True),
    Native("Boost", "BSL-1.0", _ORT, _ORT_TEXT + "boostorg/boost", "5boost", inside=True),
    Native("Protobuf", "BSD-3-Clause", _ONNX, "protobuf/LICENSE", "google8protobuf", inside=True),
    Native("Abseil", "Apache-2.0", _ONNX, _ORT_TEXT + "abseil-cpp", "absl", inside=True),
    Native("nanobind", "BSD-3-Clause", _ONNX, "onnx/NOTICE#nanobind", "nanobind", inside=True),
    # The others.
    Native("Eigen", "MPL-2.0", r"ml_dtypes/_ml_dtypes_ext\..*", "ml_dtypes/LICENSE.eigen", inside=True, source=_EIGEN),
    Native("upb", "BSD-3-Clause", r"google/_upb/_message\.abi3\.so", "protobuf/LICENSE", inside=True),
    *(
        # Under the MIT licence or Apache's, whose text safetensors brings. Its list of parts names these, and more that
        # only build it; what of these its library has in the end cannot be seen of each.
        Native(crate, "MIT OR Apache-2.0", _RUST, "safetensors/LICENSE", inside=True)
        for crate in (
            *("allocator-api2", "bitflags", "cfg-if", "equivalent", "errno", "fastrand", "getrandom", "hashbrown"),
            *(
                "itoa",
                "libc",
                "memmap2",
                "once_cell",
                "pyo3",
                "pyo3-ffi",
                "serde",
                "serde_core",
                "serde_json",
                "tempfile",
            ),
        )
    ),
    *(
        Native(crate, "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", _RUST, "safetensors/LICENSE", inside=True)
        for crate in ("linux-raw-sys", "rustix")
    ),
    Native("zmij", "MIT", _RUST, "kept/Rust-crates.txt#zmij 1.0.21, LICENSE-MIT", "zmij", inside=True),
    Native("foldhash", "Zlib", _RUST, "kept/Rust-crates.txt#foldhash 0.2.0, LICENSE", inside=True),
    Native("memchr", "Unlicense OR MIT", _RUST, "kept/Rust-crates.txt#memchr, UNLICENSE", "memchr", inside=True),
    Native(
        "Rust's standard library", "MIT OR Apache-2.0", _RUST, "safetensors/LICENSE", "rustc/[0-9a-f]{40}", inside=True
    ),
    Native(
        "libmpdec",
        "BSD-2-Clause",
        _DYNLOAD + r"_decimal\..*",
        "kept/Python-third-party.txt#Modules/_decimal/libmpdec",
        r"\x00(2\.\d+\.\d+)\x00",
        inside=True,
    ),
    Native(
        "Expat",
        "MIT",
        _DYNLOAD + r"pyexpat\..*",
        "kept/Python-third-party.txt#Modules/expat",
        r"expat_(\d+\.\d+\.\d+)",
        inside=True,
    ),
    Native("BLAKE2", "CC0-1.0", _DYNLOAD + r"_blake2\..*", "kept/CC0-1.0.txt", "blake2", inside=True),
    # Of Python 3.11: 3.10 and 3.12 have others.
    Native("tiny_sha3", "MIT", _DYNLOAD + r"_sha3\..*", "kept/tiny_sha3.txt#Saarinen", "tiny_sha3", inside=True),
)

#: The licences of what is taken from the system (Debian), by a file's name. Text and version are the package's there.
SYSTEM: dict[str, str] = {
    r"libX11(?:-xcb)?\.so\.\d+": "MIT AND X11",
    r"libX(?:au|dmcp)\.so\.\d+": "MIT-open-group",
    r"libbrotli\w+\.so\.\d+": "MIT",
    r"libbsd\.so\.\d+": "BSD-3-Clause AND BSD-2-Clause AND ISC AND MIT AND Beerware AND LicenseRef-public-domain",
    r"libbz2\.so\.[\d.]+": "bzip2-1.0.6",
    r"libcap\.so\.\d+": "BSD-3-Clause OR GPL-2.0-only",
    r"lib(?:crypto|ssl)\.so\.3": "Apache-2.0",
    r"libdbus-1\.so\.\d+": "AFL-2.1 OR GPL-2.0-or-later",
    r"libexpat\.so\.\d+": "MIT",
    r"libffi\.so\.\d+": "MIT",
    r"libfontconfig\.so\.\d+": "HPND-sell-variant",
    r"libfreetype\.so\.\d+": "FTL OR GPL-2.0-or-later",
    r"lib(?:gcc_s|stdc\+\+|gomp)\.so\.\d+": _GCC,
    r"libgcrypt\.so\.\d+": "LGPL-2.1-or-later",
    r"libgpg-error\.so\.\d+": "LGPL-2.1-or-later",
    r"libg(?:lib|thread)-2\.0\.so\.\d+": "LGPL-2.1-or-later",
    r"liblz4\.so\.\d+": "BSD-2-Clause",
    r"liblzma\.so\.\d+": "LicenseRef-public-domain",
    r"libmd\.so\.\d+": "BSD-3-Clause AND BSD-2-Clause AND ISC AND Beerware AND LicenseRef-public-domain",
    r"libpcre2-8\.so\.\d+": "BSD-3-Clause",
    r"libpng16\.so\.\d+": "libpng-2.0",
    r"libsqlite3\.so\.\d+": "blessing",
    r"libsystemd\.so\.\d+": "LGPL-2.1-or-later",
    r"libuuid\.so\.\d+": "BSD-3-Clause",
    r"libxcb-(?:cursor|icccm|image|keysyms|render-util|util)\.so\.\d+": "X11",
    r"libxcb(?:-(?:randr|render|shape|shm|sync|xfixes|xkb))?\.so\.\d+": "X11",
    r"libxkbcommon(?:-x11)?\.so\.\d+": "MIT AND X11 AND HPND-sell-variant",
    r"libz\.so\.\d+": "Zlib",
    r"libzstd\.so\.\d+": "BSD-3-Clause OR GPL-2.0-only",
}
